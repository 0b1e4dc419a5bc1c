package io.waggle.im.forward;

import io.waggle.im.log.CombinedMessages;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.message.VisibleMessages;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
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

    /**
     * A page of the messages directly within a combined message, as JSON.
     *
     * @param inside the number of a combined message that the message contains; null: the message itself
     */
    byte[] page(
            Id uid,
            Id conversation,
            long seq,
            @Nullable Integer inside,
            @Nullable Integer after,
            @Nullable Integer limit) {
        int size = Page.limit(limit);
        if (inside != null && inside < 1) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "inside must be 1 or more: the number of a combined message that this one contains");
        }
        StoredEntry message = messages.visible(uid, messages.conversation(conversation), seq);
        if (message.gone()) {
            throw new Refused(ErrorCode.MESSAGE_GONE);
        }
        if (!message.content().hasCombined()) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "message " + seq + " is no combined message; give the seq of a message that has combined");
        }
        CombinedMessages.Page page =
                combined.page(message.ref(), inside == null ? 0 : inside, after == null ? 0 : after, size);
        return Payloads.writeCombined(page.items(), page.more());
    }
}
