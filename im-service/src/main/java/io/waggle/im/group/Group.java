package io.waggle.im.group;

import io.waggle.protocol.Id;

import java.time.Instant;

/** A group as its members see it. */
record Group(Id gid, String name, Id owner, int memberCount, Instant createdAt) {

    static Group of(GroupRow row, int memberCount) {
        return new Group(row.gid(), row.name(), row.ownerUid(), memberCount, Instant.ofEpochMilli(row.createdAt()));
    }
}
