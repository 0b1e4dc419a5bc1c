package io.waggle.broker.gate;

import io.waggle.protocol.Id;

import java.util.List;

/** A step of the catch-up of a device: the next thing to send of what it has missed. */
public sealed interface CatchUpStep {

    Id conversation();

    boolean group();

    /** Fetches the next entries after this one. */
    record Fetch(Id conversation, boolean group, long after) implements CatchUpStep {}

    /** Fetches these entries, which were too large for an earlier connection. */
    record FetchOwed(Id conversation, boolean group, List<Long> entries) implements CatchUpStep {}

    /** Sends a gap notice for these entries, which are not sent themselves. */
    record NotifyGap(Id conversation, boolean group, long from, long to) implements CatchUpStep {}
}
