package io.waggle.im.relation;

/** Two users' relations as they are while both are locked. */
record CirclePair(Circle mine, Circle theirs) {}
