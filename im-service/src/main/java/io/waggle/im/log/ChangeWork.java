package io.waggle.im.log;

/**
 * A change of a conversation whose decision depends on the present state: the members, their rights, the content of an entry.
 *
 * <p>The conversation's lane makes it between two entries, in the transaction that stores its log entries. So nothing else
 * changes meanwhile, and it needs no locks. All other work of the lane waits for it, so it must be short.
 */
@FunctionalInterface
public interface ChangeWork<T> {

    /**
     * Reads the state, decides and writes.
     *
     * @throws io.waggle.protocol.Refused if the change is not allowed: then nothing is written
     */
    ChangeResult<T> apply();
}
