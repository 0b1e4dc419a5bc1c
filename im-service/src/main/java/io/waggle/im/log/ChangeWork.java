package io.waggle.im.log;

/**
 * A change of what surrounds a conversation: who is in it, what they may do.
 *
 * <p>The conversation's lane makes it between two entries and within the transaction that stores what the log says of it. So
 * it sees what is, nothing else changes meanwhile, and it need not lock anything. It holds up everybody else in the lane,
 * so it is short.
 */
@FunctionalInterface
public interface ChangeWork<T> {

    /**
     * Looks, decides and writes.
     *
     * @throws io.waggle.protocol.Refused if it may not be: then nothing is written
     */
    Changed<T> apply();
}
