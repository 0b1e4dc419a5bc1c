package io.waggle.im.conversation;

import io.waggle.protocol.Id;

/** The place of a conversation in a list that is ordered by a time. */
public record TimeCursor(long at, Id id) {}
