package io.waggle.im.group.member;

import io.waggle.protocol.Id;

/** A user was banned from a group. Published within the change, in its transaction. */
public record UserBanned(Id gid, Id uid) {}
