package io.waggle.im.delivery;

/**
 * How much of what a device has missed it is sent by itself: the newest entries of each conversation, and all in all no more
 * than fits. Conversations take their share in the order in which they come.
 */
final class Share {

    private final long perConversation;
    private long left;

    Share(long perConversation, long inAll) {
        this.perConversation = perConversation;
        this.left = inAll;
    }

    /** Returns the last entry that the device is only told of; {@code hasSeq} if it is sent all. */
    long gapTo(long hasSeq, long lastSeq) {
        long sent = Math.min(lastSeq - hasSeq, Math.min(perConversation, left));
        left -= sent;
        return lastSeq - sent;
    }
}
