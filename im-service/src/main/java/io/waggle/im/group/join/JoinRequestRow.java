package io.waggle.im.group.join;

import io.waggle.protocol.Id;

record JoinRequestRow(Id id, Id gid, Id uid, String greeting, long createdAt) {}
