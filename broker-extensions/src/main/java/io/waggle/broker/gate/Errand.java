package io.waggle.broker.gate;

import io.waggle.protocol.Id;

import java.util.List;

/** A request to bring a device something that it has missed. */
public sealed interface Errand {

    Id conversation();

    boolean group();

    /** Fetches the next entries after this one. */
    record Fetch(Id conversation, boolean group, long after) implements Errand {}

    /** Fetches these entries, which were withheld from an earlier connection. */
    record Supply(Id conversation, boolean group, List<Long> entries) implements Errand {}

    /** Sends a gap notice for these entries, which are not sent themselves. */
    record Tell(Id conversation, boolean group, long from, long to) implements Errand {}
}
