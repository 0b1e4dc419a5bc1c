package io.waggle.im.log;

import io.waggle.protocol.v1.Change;

import java.util.Arrays;
import java.util.List;

/**
 * The result of a {@link ChangeWork}.
 *
 * @param entries the log entries of the change, in order; empty if it writes none
 */
public record ChangeResult<T>(T result, List<EntryBody> entries) {

    /** A result without log entries. */
    public static <T> ChangeResult<T> silent(T result) {
        return new ChangeResult<>(result, List.of());
    }

    public static <T> ChangeResult<T> of(T result, Change... changes) {
        return of(result, Arrays.asList(changes));
    }

    public static <T> ChangeResult<T> of(T result, List<Change> changes) {
        return new ChangeResult<>(
                result, changes.stream().<EntryBody>map(EntryBody.Changed::new).toList());
    }
}
