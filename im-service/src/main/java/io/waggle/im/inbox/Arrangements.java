package io.waggle.im.inbox;

import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Arrangement;
import io.waggle.im.conversation.ConversationLists;
import io.waggle.im.conversation.Listed;
import io.waggle.im.live.Live;
import io.waggle.kit.http.Check;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.ConversationUpdated;
import io.waggle.protocol.v1.Down;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Changes a user's own settings of conversations. Each change is announced to the user's other devices. */
@Service
class Arrangements {

    static final int DRAFT_BYTES = 8_192;

    private final ConversationLists lists;
    private final InboxItems items;
    private final Live live;

    Arrangements(ConversationLists lists, InboxItems items, Live live) {
        this.lists = lists;
        this.items = items;
        this.live = live;
    }

    InboxItem change(Caller caller, Id conversation, Arrangement wanted) {
        checkDraft(wanted.draft());
        Arrangement change = lists.arrange(caller.uid(), find(caller, conversation), wanted);
        ConversationUpdated.Builder notice = updated(conversation);
        boolean changed = fill(notice, change);
        if (changed) {
            notifyDevices(caller, notice);
        }
        return items.of(caller.uid(), List.of(find(caller, conversation))).getFirst();
    }

    /** Deletes the conversation's entries so far for the caller. It is not listed until it has a new entry. */
    void delete(Caller caller, Id conversation) {
        Listed before = find(caller, conversation);
        if (lists.clear(caller.uid(), before)) {
            ConversationUpdated.Builder notice = updated(conversation).setClearedSeq(before.lastSeq());
            if (before.pinned()) {
                notice.setPinned(false);
            }
            if (before.draft() != null) {
                notice.setDraft("");
            }
            if (before.markedUnread()) {
                notice.setMarkedUnread(false);
            }
            notifyDevices(caller, notice);
        }
    }

    private Listed find(Caller caller, Id conversation) {
        Listed listed = lists.find(caller.uid(), conversation);
        if (listed == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return listed;
    }

    private static void checkDraft(@Nullable String draft) {
        int bytes = draft == null ? 0 : Check.wellFormed("draft", draft).getBytes(UTF_8).length;
        if (bytes > DRAFT_BYTES) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "draft has " + bytes + " bytes; give at most " + DRAFT_BYTES);
        }
    }

    /** @return whether anything changed */
    private static boolean fill(ConversationUpdated.Builder notice, Arrangement change) {
        if (change.muted() != null) {
            notice.setMuted(change.muted());
        }
        if (change.pinned() != null) {
            notice.setPinned(change.pinned());
        }
        if (change.hidden() != null) {
            notice.setHidden(change.hidden());
        }
        if (change.draft() != null) {
            notice.setDraft(change.draft());
        }
        if (change.markedUnread() != null) {
            notice.setMarkedUnread(change.markedUnread());
        }
        return !change.changesNothing();
    }

    private static ConversationUpdated.Builder updated(Id conversation) {
        return ConversationUpdated.newBuilder().setConversation(conversation.value());
    }

    private void notifyDevices(Caller caller, ConversationUpdated.Builder notice) {
        Down down = Down.newBuilder().setConversationUpdated(notice).build();
        live.toUser(caller.uid(), down, caller.did());
    }
}
