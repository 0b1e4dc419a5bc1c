package io.waggle.im.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.live.Live;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;
import org.springframework.stereotype.Component;

/** Tells those who are in a conversation of a committed entry. */
@Component
class Announcer {

    private final Live live;

    Announcer(Live live) {
        this.live = live;
    }

    void announce(Conversation conversation, MessageRow row) {
        Down down = Down.newBuilder().setMessage(toMessage(row)).build();
        switch (conversation) {
            case Conversation.Group group -> live.toGroup(group.id(), down, row.senderDid());
            case Conversation.Pair pair
            when pair.lowUid().equals(pair.highUid()) -> live.toUser(pair.lowUid(), down, row.senderDid());
            case Conversation.Pair pair -> live.toUsers(pair.lowUid(), pair.highUid(), down, row.senderDid());
        }
    }

    static Message toMessage(MessageRow row) {
        try {
            return Message.newBuilder()
                    .setConversation(row.conversationId().value())
                    .setSeq(row.seq())
                    .setFrom(row.senderUid().value())
                    .setAt(row.createdAt())
                    .setId(row.clientId())
                    .setContent(Content.parseFrom(row.body()))
                    .build();
        } catch (InvalidProtocolBufferException notOurs) {
            throw new IllegalStateException(
                    "message " + row.conversationId() + "/" + row.seq() + " has a body that is not a Content", notOurs);
        }
    }
}
