package io.waggle.im.presence;

/** @param renewedAt the time of the node's last report */
record NodeRow(long node, long renewedAt) {}
