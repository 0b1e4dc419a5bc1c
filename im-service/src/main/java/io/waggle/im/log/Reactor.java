package io.waggle.im.log;

import io.waggle.protocol.Id;

/** A user who has reacted to a message, and when. */
public record Reactor(Id uid, long createdAt) {}
