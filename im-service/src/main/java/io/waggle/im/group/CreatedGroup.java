package io.waggle.im.group;

import io.waggle.protocol.Id;

/** The new group; its conversation has the same id. */
record CreatedGroup(Id gid) {}
