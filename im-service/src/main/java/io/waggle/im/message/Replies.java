package io.waggle.im.message;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.log.About;
import io.waggle.im.log.Amendments;
import io.waggle.im.log.Draft;
import io.waggle.im.log.EntryKind;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.log.View;
import io.waggle.im.log.Views;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Finds the earlier messages that a new one names: the one that a reply quotes, and the root of a thread. A sender can name only
 * what they can read.
 */
@Component
class Replies {

    private final Amendments entries;
    private final Views views;

    Replies(Amendments entries, Views views) {
        this.entries = entries;
        this.views = views;
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
        return find(conversation, draft, "replyTo", seq).about();
    }

    /**
     * Checks the thread that the draft belongs to, if it belongs to one.
     *
     * @throws Refused if the sender can read no such message, or it belongs to a thread itself
     */
    void checkThread(Conversation conversation, Draft draft) {
        long rootSeq = draft.content().getThread();
        if (rootSeq == 0) {
            return;
        }
        long outer = find(conversation, draft, "thread", rootSeq).content().getThread();
        if (outer != 0) {
            throw new Refused(
                    ErrorCode.INVALID_PAYLOAD,
                    "thread is " + rootSeq + ", which belongs to the thread of " + outer + "; give thread " + outer);
        }
    }

    private StoredEntry find(Conversation conversation, Draft draft, String member, long seq) {
        StoredEntry entry = entries.find(conversation.id(), seq);
        View view = views.find(draft.sender(), conversation.id());
        if (entry == null || view == null || !views.shows(view, seq) || entry.kind() != EntryKind.SAID) {
            throw new Refused(
                    ErrorCode.INVALID_PAYLOAD,
                    member + " is " + seq + ", which is no message that you can read in this conversation");
        }
        if (entry.gone()) {
            throw new Refused(ErrorCode.MESSAGE_GONE);
        }
        return entry;
    }
}
