package io.waggle.im.relation;

/** The circles of two users while both are locked. */
record CirclePair(Circle mine, Circle theirs) {}
