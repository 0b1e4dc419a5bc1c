package io.waggle.im.group;

import io.waggle.protocol.Id;

/** A member has left a group or was removed from it. Published within the change, in its transaction. */
public record MemberRemoved(Id gid, Id uid) {}
