package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.live.Announcement;
import io.waggle.im.live.Live;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Down;
import org.springframework.stereotype.Component;

import java.time.Clock;

/**
 * Announces committed entries to the members of their conversation.
 *
 * <p>The effect of an entry on connections depends on the entry alone, so announcing it again has the same effect again. A user
 * who joins is subscribed before the entry that says so; a user who leaves is unsubscribed after it.
 */
@Component
class Announcer implements CommitListener {

    private final Live live;
    private final Clock clock;

    Announcer(Live live, Clock clock) {
        this.live = live;
        this.clock = clock;
    }

    @Override
    public void onCommitted(Conversation conversation, EntryRow entry, boolean again) {
        Down down =
                Down.newBuilder().setMessage(entry.toMessage(clock.millis())).build();
        boolean skipsDevice = entry.kind().has(EntryKind.Trait.SKIPS_ITS_DEVICE);
        Announcement announcement = new Announcement(down, skipsDevice ? entry.senderDid() : Live.NO_ORIGIN, again);
        switch (entry.body()) {
            case EntryBody.Said said -> announce(conversation, announcement);
            case EntryBody.Recalled recalled -> announce(conversation, announcement);
            case EntryBody.Edited edited -> announce(conversation, announcement);
            case EntryBody.Pinned pinned -> announce(conversation, announcement);
            case EntryBody.Changed changed ->
                announceMovement(conversation, announcement, entry, Movement.of(entry.senderUid(), changed.change()));
        }
    }

    private void announce(Conversation conversation, Announcement announcement) {
        switch (conversation) {
            case Conversation.Group group -> live.toGroup(group.id(), announcement);
            case Conversation.Pair pair
            when pair.lowUid().equals(pair.highUid()) -> live.toUser(pair.lowUid(), announcement);
            case Conversation.Pair pair -> live.toUsers(pair.lowUid(), pair.highUid(), announcement);
        }
    }

    private void announceMovement(
            Conversation conversation, Announcement announcement, EntryRow entry, Movement movement) {
        Id id = conversation.id();
        Id actor = entry.senderUid();
        if (movement instanceof Movement.In in) {
            in.uids().forEach(uid -> live.joined(uid, id, in.groupName(), entry.seq()));
        }
        announce(conversation, announcement);
        switch (movement) {
            case Movement.Out out -> out.uids().forEach(uid -> live.left(uid, id, out.reason(), actor));
            case Movement.Dissolved dissolved -> live.dissolved(id, actor);
            case Movement.In before -> {}
            case Movement.None none -> {}
        }
    }
}
