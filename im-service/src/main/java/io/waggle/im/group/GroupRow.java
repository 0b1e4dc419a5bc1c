package io.waggle.im.group;

import io.waggle.protocol.Id;

record GroupRow(Id gid, String name, Id ownerUid, long createdAt) {}
