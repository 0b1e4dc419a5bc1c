package io.waggle.broker.connection;

import io.waggle.protocol.Id;

import java.util.List;

/** What is to be brought to a device, since it has missed it. */
public sealed interface Errand {

    Id conversation();

    boolean group();

    /** The next entries behind this one. */
    record Fetch(Id conversation, boolean group, long after) implements Errand {}

    /** These entries, which an earlier connection was told of and not sent. */
    record Supply(Id conversation, boolean group, List<Long> entries) implements Errand {}

    /** That it has missed these entries, and is not sent them. */
    record Tell(Id conversation, boolean group, long from, long to) implements Errand {}
}
