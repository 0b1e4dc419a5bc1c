package io.waggle.im.delivery;

import io.waggle.protocol.Id;

import java.util.List;

/**
 * What a device lacks.
 *
 * @param more whether there are other conversations; they are told when these are caught up with
 */
record Missing(List<Item> items, boolean more) {

    /** @param from the first entry, {@code to} the last, which is the newest */
    record Item(Id conversation, long from, long to, long count) {}
}
