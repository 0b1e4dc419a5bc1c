package io.waggle.im.inbox;

import io.waggle.im.block.BlockLists;
import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.ConversationLists;
import io.waggle.im.conversation.Listed;
import io.waggle.im.live.Live;
import io.waggle.im.log.Expiry;
import io.waggle.im.receipt.Receipts;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Burning;
import io.waggle.protocol.v1.ConversationUpdated;
import io.waggle.protocol.v1.Down;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;

/** Marks entries as read: moves the read cursor, starts the time of entries that burn after reading, and sends notices. */
@Service
class Reading {

    private final ConversationLists lists;
    private final Expiry expiry;
    private final Receipts receipts;
    private final BlockLists blockLists;
    private final Live live;
    private final Clock clock;

    Reading(ConversationLists lists, Expiry expiry, Receipts receipts, BlockLists blockLists, Live live, Clock clock) {
        this.lists = lists;
        this.expiry = expiry;
        this.receipts = receipts;
        this.blockLists = blockLists;
        this.live = live;
        this.clock = clock;
    }

    record Position(long readSeq) {}

    /** Moves the caller's read cursor to an entry, at most to the newest one. */
    Position read(Caller caller, Id conversation, @Nullable Long seq) {
        if (seq == null || seq < 0) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "seq must be the number of the newest entry that was read");
        }
        Listed before = find(caller, conversation);
        if (before.peerUid() != null) {
            burn(caller, before, before.peerUid(), Math.min(seq, before.lastSeq()));
        }
        boolean changed = lists.advanceRead(caller.uid(), before, seq);
        Listed after = find(caller, conversation);
        if (changed) {
            notifyDevices(caller, before, after);
        }
        if (after.readSeq() > before.readSeq()) {
            receipts.read(conversation, caller.uid(), after.peerUid(), after.readSeq());
        }
        return new Position(after.readSeq());
    }

    private void notifyDevices(Caller caller, Listed before, Listed after) {
        ConversationUpdated.Builder notice = ConversationUpdated.newBuilder()
                .setConversation(after.id().value())
                .setReadSeq(after.readSeq());
        if (before.markedUnread()) {
            notice.setMarkedUnread(after.markedUnread());
        }
        live.toUser(
                caller.uid(), Down.newBuilder().setConversationUpdated(notice).build(), caller.did());
    }

    /** Starts the burn time. If one user blocks the other, the peer is not notified, since the notice would be a receipt. */
    private void burn(Caller caller, Listed listed, Id peer, long upTo) {
        long now = clock.millis();
        if (!expiry.read(
                Conversation.Pair.of(listed.id(), caller.uid(), peer), caller.uid(), listed.readSeq(), upTo, now)) {
            return;
        }
        Burning burning = Burning.newBuilder()
                .setConversation(listed.id().value())
                .setUid(caller.uid().value())
                .setReadSeq(upTo)
                .setReadAt(now)
                .build();
        Down down = Down.newBuilder().setBurning(burning).build();
        live.toUser(caller.uid(), down, Live.NO_ORIGIN);
        if (!blockLists.between(List.of(caller.uid()), List.of(peer)).separate(caller.uid(), peer)) {
            live.toUser(peer, down, Live.NO_ORIGIN);
        }
    }

    private Listed find(Caller caller, Id conversation) {
        Listed listed = lists.find(caller.uid(), conversation);
        if (listed == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return listed;
    }
}
