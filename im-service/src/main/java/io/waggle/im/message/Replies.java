package io.waggle.im.message;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.conversation.Member;
import io.waggle.im.log.About;
import io.waggle.im.log.Amendments;
import io.waggle.im.log.Draft;
import io.waggle.im.log.EntryKind;
import io.waggle.im.log.StoredEntry;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the message that a reply quotes. A sender can reply only to what they can read. */
@Component
class Replies {

    private final Amendments entries;
    private final Conversations conversations;

    Replies(Amendments entries, Conversations conversations) {
        this.entries = entries;
        this.conversations = conversations;
    }

    /**
     * The message that the draft replies to; null if the draft is not a reply.
     *
     * @throws Refused if there is no such message that the sender can read
     */
    @Nullable
    About find(Conversation conversation, Draft draft) {
        long seq = draft.content().getReplyTo();
        if (seq == 0) {
            return null;
        }
        StoredEntry entry = entries.find(conversation.id(), seq);
        Member sender = conversations.member(conversation.id(), draft.sender());
        if (entry == null || sender == null || seq <= sender.floor() || entry.kind() != EntryKind.SAID) {
            throw new Refused(
                    ErrorCode.INVALID_PAYLOAD,
                    "replyTo is " + seq + ", which is no message that you can read in this conversation");
        }
        if (entry.gone()) {
            throw new Refused(ErrorCode.MESSAGE_GONE);
        }
        return entry.about();
    }
}
