package io.waggle.im.log;

/**
 * A change of a conversation that decides by what is there: who is in it, what they may do, what an entry says.
 *
 * <p>The conversation's lane makes it between two entries, in the transaction that stores what the log says of it. So nothing
 * else changes meanwhile, and it locks nothing. All other work of the lane waits for it, so it is short.
 */
@FunctionalInterface
public interface ChangeWork<T> {

    /**
     * Looks, decides and writes.
     *
     * @throws io.waggle.protocol.Refused if the change is not allowed: then nothing is written
     */
    ChangeResult<T> apply();
}
