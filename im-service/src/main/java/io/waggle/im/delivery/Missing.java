package io.waggle.im.delivery;

import io.waggle.protocol.Id;

import java.util.List;

/**
 * The entries that a device lacks.
 *
 * @param more whether there are more conversations; the device asks again after it has caught up with these
 */
record Missing(List<Item> items, boolean more) {

    /**
     * The entries that a device lacks in one conversation.
     *
     * @param from the first entry
     * @param to the last entry, which is the conversation's newest
     */
    record Item(Id conversation, long from, long to, long count) {}
}
