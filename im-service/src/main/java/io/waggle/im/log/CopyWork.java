package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;

import java.util.List;

/**
 * Makes copies of messages for a conversation.
 *
 * <p>The conversation's lane calls it in the transaction that stores the copies. It reads the originals with
 * {@link CopySources#lock}: then they are neither recalled nor edited before the copies are committed.
 */
@FunctionalInterface
public interface CopyWork {

    /**
     * The copies, in their order.
     *
     * @throws io.waggle.protocol.Refused if an original is gone: then nothing is written
     */
    List<Copy> apply(Conversation conversation);
}
