package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.live.Live;
import io.waggle.im.live.Told;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.GroupLeft;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;

/**
 * Tells those who are in a conversation of a committed entry.
 *
 * <p>What an entry does to connections follows from the entry alone, so whoever announces it again does the same again:
 * who comes in is subscribed before the entry that says so, who goes is unsubscribed behind it.
 */
@Component
class Announcer {

    private final Live live;
    private final Clock clock;

    Announcer(Live live, Clock clock) {
        this.live = live;
        this.clock = clock;
    }

    void announce(Conversation conversation, MessageRow row) {
        announce(conversation, row, false);
    }

    /** Announces what a process that has died may have announced. */
    void announceAgain(Conversation conversation, MessageRow row) {
        announce(conversation, row, true);
    }

    private void announce(Conversation conversation, MessageRow row, boolean again) {
        Down down = Down.newBuilder().setMessage(row.toMessage(clock.millis())).build();
        Told entry = new Told(down, row.senderDid(), again);
        switch (conversation) {
            case Conversation.Group group when row.kind() == EntryKind.CHANGE -> announceChange(group.id(), row, entry);
            case Conversation.Group group -> live.toGroup(group.id(), entry);
            case Conversation.Pair pair when pair.lowUid().equals(pair.highUid()) -> live.toUser(pair.lowUid(), entry);
            case Conversation.Pair pair -> live.toUsers(pair.lowUid(), pair.highUid(), entry);
        }
    }

    private void announceChange(Id gid, MessageRow row, Told entry) {
        Change change = row.content().getChange();
        letIn(gid, row, change);
        live.toGroup(gid, entry);
        letGo(gid, row.senderUid(), change);
    }

    private void letIn(Id gid, MessageRow row, Change change) {
        Id actor = row.senderUid();
        switch (change.getWhatCase()) {
            case CREATED -> live.joined(actor, gid, change.getCreated().getName(), row.seq());
            case ADDED -> {
                String name = change.getAdded().getGroupName();
                ids(change.getAdded().getUidsList()).forEach(uid -> live.joined(uid, gid, name, row.seq()));
            }
            case JOINED -> live.joined(actor, gid, change.getJoined().getGroupName(), row.seq());
            default -> {}
        }
    }

    private void letGo(Id gid, Id actor, Change change) {
        switch (change.getWhatCase()) {
            case LEFT -> live.left(actor, gid, GroupLeft.Reason.LEFT, actor);
            case REMOVED ->
                ids(change.getRemoved().getUidsList())
                        .forEach(uid -> live.left(uid, gid, GroupLeft.Reason.REMOVED, actor));
            case DISSOLVED -> live.dissolved(gid, actor);
            default -> {}
        }
    }

    private static List<Id> ids(List<Long> uids) {
        return uids.stream().map(Id::new).toList();
    }
}
