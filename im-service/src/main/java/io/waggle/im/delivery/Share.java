package io.waggle.im.delivery;

/**
 * Shares out the number of missed entries that a device is sent without asking: the newest entries of each conversation, with a
 * limit per conversation and in total. Conversations take their share in the order of the calls.
 */
final class Share {

    private final long perConversation;
    private long left;

    Share(long perConversation, long total) {
        this.perConversation = perConversation;
        this.left = total;
    }

    /** Returns the last entry of the gap, which is not sent; {@code hasSeq} if there is no gap. */
    long gapTo(long hasSeq, long lastSeq) {
        long sent = Math.min(lastSeq - hasSeq, Math.min(perConversation, left));
        left -= sent;
        return lastSeq - sent;
    }
}
