package io.waggle.im.follow;

/** The number of users whom the caller follows, and the number of users who follow the caller. */
record FollowCounts(long following, long followers) {}
