package io.waggle.im.message;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.live.Live;
import io.waggle.protocol.v1.Down;
import org.springframework.stereotype.Component;

/** Tells those who are in a conversation of a committed entry. */
@Component
class Announcer {

    private final Live live;

    Announcer(Live live) {
        this.live = live;
    }

    void announce(Conversation conversation, MessageRow row) {
        Down down = Down.newBuilder().setMessage(row.toMessage()).build();
        switch (conversation) {
            case Conversation.Group group -> live.toGroup(group.id(), down, row.senderDid());
            case Conversation.Pair pair
            when pair.lowUid().equals(pair.highUid()) -> live.toUser(pair.lowUid(), down, row.senderDid());
            case Conversation.Pair pair -> live.toUsers(pair.lowUid(), pair.highUid(), down, row.senderDid());
        }
    }
}
