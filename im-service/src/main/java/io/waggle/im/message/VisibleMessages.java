package io.waggle.im.message;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.log.Amendments;
import io.waggle.im.log.EntryKind;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.log.Views;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;

/** Finds the message that a user wants to do something with: edit it, recall it, react to it. */
@Component
public class VisibleMessages {

    private final Conversations conversations;
    private final Views views;
    private final Amendments entries;

    VisibleMessages(Conversations conversations, Views views, Amendments entries) {
        this.conversations = conversations;
        this.views = views;
        this.entries = entries;
    }

    public Conversation conversation(Id id) {
        return conversations.find(List.of(id)).stream().findFirst().orElseThrow(() -> new Refused(ErrorCode.NOT_FOUND));
    }

    /**
     * The message as it is now.
     *
     * @throws Refused if there is none that the user may see
     */
    public StoredEntry visible(Id uid, Conversation conversation, long seq) {
        return visible(uid, conversation, List.of(seq)).getFirst();
    }

    /**
     * The messages as they are now, in the order of their numbers.
     *
     * @throws Refused if the user may not see one of them, or there is none with one of the numbers
     */
    public List<StoredEntry> visible(Id uid, Conversation conversation, Collection<Long> seqs) {
        if (!views.showsAll(views.of(uid, conversation.id()), seqs)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return find(conversation, seqs);
    }

    /** @throws Refused if there is no such entry, or it is no message */
    public StoredEntry find(Conversation conversation, long seq) {
        return find(conversation, List.of(seq)).getFirst();
    }

    private List<StoredEntry> find(Conversation conversation, Collection<Long> seqs) {
        List<StoredEntry> found = entries.find(conversation.id(), seqs);
        if (found.size() < seqs.size()) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        for (StoredEntry entry : found) {
            if (entry.kind() != EntryKind.SAID) {
                throw new Refused(
                        ErrorCode.INVALID_REQUEST,
                        "entry " + entry.ref().seq() + " is no message; give the seq of a message");
            }
        }
        return found;
    }
}
