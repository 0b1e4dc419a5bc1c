package io.waggle.im.message;

import io.waggle.im.account.Accounts;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.message.MessagingProperties.Strangers;
import io.waggle.im.relation.Relations;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may message whom. Every way of sending asks here, and what it may not is answered alike for those who exist and those
 * who do not.
 */
@Component
class MessagingPolicy {

    private final Accounts accounts;
    private final Relations relations;
    private final Conversations conversations;
    private final MessagingProperties properties;

    MessagingPolicy(
            Accounts accounts, Relations relations, Conversations conversations, MessagingProperties properties) {
        this.accounts = accounts;
        this.relations = relations;
        this.conversations = conversations;
        this.properties = properties;
    }

    /**
     * The conversation in which the sender reaches the destination. Asks the database.
     *
     * @throws Refused if the sender may not
     */
    Conversation admit(Id sender, Topic.Destination to) {
        return switch (to) {
            case Topic.ToUser user -> pair(sender, user.uid());
            case Topic.ToUsername name -> pair(sender, accounts.uidOf(name.username()));
            case Topic.ToGroup group -> group(sender, group.gid());
        };
    }

    private Conversation pair(Id sender, @Nullable Id uid) {
        if (uid == null || !mayMessage(sender, uid)) {
            throw new Refused(ErrorCode.NOT_FRIENDS);
        }
        return conversations.pair(sender, uid);
    }

    private boolean mayMessage(Id sender, Id uid) {
        return uid.equals(sender)
                || relations.areFriends(sender, uid)
                || (properties.strangers() == Strangers.ALLOW && accounts.exists(uid));
    }

    private Conversation group(Id sender, Id gid) {
        if (!conversations.isMember(gid, sender)) {
            throw new Refused(ErrorCode.NOT_A_MEMBER);
        }
        return new Conversation.Group(gid);
    }
}
