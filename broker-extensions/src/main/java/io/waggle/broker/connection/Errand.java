package io.waggle.broker.connection;

import io.waggle.protocol.Id;

/** What is to be brought to a device, since it has missed it. */
public sealed interface Errand {

    Id conversation();

    boolean group();

    /** The next entries behind this one. */
    record Fetch(Id conversation, boolean group, long after) implements Errand {}

    /** That it has missed these entries, and is not sent them. */
    record Tell(Id conversation, boolean group, long from, long to) implements Errand {}
}
