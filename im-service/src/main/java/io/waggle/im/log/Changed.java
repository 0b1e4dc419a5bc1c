package io.waggle.im.log;

import io.waggle.protocol.v1.Change;

import java.util.List;

/**
 * What a change has come to.
 *
 * @param entries what the conversation's log says of it, in order; nothing if there is nothing to say
 */
public record Changed<T>(T result, List<Change> entries) {

    public static <T> Changed<T> of(T result, Change... entries) {
        return new Changed<>(result, List.of(entries));
    }
}
