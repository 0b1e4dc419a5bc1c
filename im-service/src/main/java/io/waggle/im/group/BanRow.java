package io.waggle.im.group;

import io.waggle.protocol.Id;

record BanRow(Id gid, Id uid, Id bannedBy, long createdAt) {}
