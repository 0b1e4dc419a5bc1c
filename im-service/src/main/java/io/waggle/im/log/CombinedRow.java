package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;

/**
 * One of the messages that a combined message contains, as it was when it was forwarded.
 *
 * @param number 1, 2, 3 … in the order of reading: a combined message is followed by the messages that it contains
 * @param parent the number of the combined message that contains it; 0: the entry itself
 * @param senderUid the sender of the original; 0 if the sender is hidden
 * @param sentAt the time of the original; 0 if the sender is hidden
 */
public record CombinedRow(int number, int parent, Id senderUid, long sentAt, Content content) {

    /** The same message after its combined message has become the message with this number in another one. */
    public CombinedRow within(int outer) {
        return new CombinedRow(outer + number, outer + parent, senderUid, sentAt, content);
    }
}
