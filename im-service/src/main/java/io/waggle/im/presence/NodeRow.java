package io.waggle.im.presence;

/** @param renewedAt when it was heard last */
record NodeRow(long node, long renewedAt) {}
