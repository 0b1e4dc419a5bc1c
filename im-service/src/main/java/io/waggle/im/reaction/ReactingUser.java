package io.waggle.im.reaction;

import io.waggle.protocol.Id;

import java.time.Instant;

/** A user who has reacted to a message with an emoji. */
record ReactingUser(Id uid, Instant at) {}
