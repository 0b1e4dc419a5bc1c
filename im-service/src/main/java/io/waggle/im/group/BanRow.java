package io.waggle.im.group;

import io.waggle.protocol.Id;

/** @param met whether the group knew the user: a member, or one who had asked to come in */
record BanRow(Id gid, Id uid, Id bannedBy, boolean met, long createdAt) {}
