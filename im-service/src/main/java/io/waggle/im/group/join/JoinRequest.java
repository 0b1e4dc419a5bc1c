package io.waggle.im.group.join;

import io.waggle.im.account.Profile;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A pending request to join, as the group's admins see it. */
record JoinRequest(Id id, Id uid, @Nullable Profile user, String greeting, Instant createdAt) {

    static JoinRequest of(JoinRequestRow row, @Nullable Profile user) {
        return new JoinRequest(row.id(), row.uid(), user, row.greeting(), Instant.ofEpochMilli(row.createdAt()));
    }
}
