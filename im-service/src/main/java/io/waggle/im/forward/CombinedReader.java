package io.waggle.im.forward;

import io.waggle.im.log.CombinedMessages;
import io.waggle.im.log.CombinedQuery;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.message.VisibleMessages;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

/** Reads what combined messages contain, for those who can see the messages. */
@Component
class CombinedReader {

    private final VisibleMessages messages;
    private final CombinedMessages combined;

    CombinedReader(VisibleMessages messages, CombinedMessages combined) {
        this.messages = messages;
        this.combined = combined;
    }

    /** A page of the messages directly within a combined message, as JSON. */
    byte[] page(Id uid, Id conversation, long seq, CombinedQuery query) {
        StoredEntry message = messages.visible(uid, messages.conversation(conversation), seq);
        if (message.gone()) {
            throw new Refused(ErrorCode.MESSAGE_GONE);
        }
        if (!message.content().hasCombined()) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "message " + seq + " is no combined message; give the seq of a message that has combined");
        }
        CombinedMessages.Page page = combined.page(message.ref(), query);
        return Payloads.writeCombined(page.items(), page.more());
    }
}
