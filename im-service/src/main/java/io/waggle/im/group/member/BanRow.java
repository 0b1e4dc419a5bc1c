package io.waggle.im.group.member;

import io.waggle.protocol.Id;

/** @param met whether the user was a member or had asked to join; only then admins see their name */
record BanRow(Id gid, Id uid, Id bannedBy, boolean met, long createdAt) {}
