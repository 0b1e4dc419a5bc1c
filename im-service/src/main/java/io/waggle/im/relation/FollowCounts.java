package io.waggle.im.relation;

/** How many the caller follows, and how many follow the caller. */
record FollowCounts(long following, long followers) {}
