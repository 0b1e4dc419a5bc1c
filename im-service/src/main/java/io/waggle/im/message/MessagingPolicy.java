package io.waggle.im.message;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Audience;
import io.waggle.im.account.Contact;
import io.waggle.im.account.Standing;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.group.Groups;
import io.waggle.im.group.Speaker;
import io.waggle.im.message.MessagingProperties.Access;
import io.waggle.im.relation.MessagingRule;
import io.waggle.im.relation.Relations;
import io.waggle.im.relation.Relationship;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;

/**
 * Decides whether a user may message another user or a group. All ways of sending use it. Its refusal is the same whether the
 * recipient does not exist, blocks the sender, or does not know them.
 *
 * <p>The rules in order, the strongest first: the sender's standing; whether the recipient exists; blocks; the rules that
 * business systems set for the two; the recipient's own setting; the product's setting.
 */
@Component
class MessagingPolicy {

    private final Accounts accounts;
    private final Relations relations;
    private final Conversations conversations;
    private final Groups groups;
    private final MessagingProperties properties;
    private final Clock clock;

    MessagingPolicy(
            Accounts accounts,
            Relations relations,
            Conversations conversations,
            Groups groups,
            MessagingProperties properties,
            Clock clock) {
        this.accounts = accounts;
        this.relations = relations;
        this.conversations = conversations;
        this.groups = groups;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * The conversation in which the sender reaches the destination, and how often they may write there. Reads the database.
     *
     * @throws Refused if the sender may not message the destination
     */
    Admission admit(Id sender, Topic.Destination to) {
        accounts.admit(sender);
        return switch (to) {
            case Topic.ToUser user -> new Admission(pair(sender, user.uid()));
            case Topic.ToUsername name -> new Admission(pair(sender, accounts.uidOf(name.username())));
            case Topic.ToGroup group -> group(sender, group.gid());
        };
    }

    private Conversation pair(Id sender, @Nullable Id uid) {
        if (uid == null) {
            throw new Refused(ErrorCode.NOT_FRIENDS);
        }
        if (!uid.equals(sender)) {
            checkRecipient(sender, uid);
        }
        return conversations.pair(sender, uid);
    }

    private void checkRecipient(Id sender, Id uid) {
        Contact recipient = accounts.contact(uid);
        if (recipient == null || recipient.standing() == Standing.DEACTIVATED) {
            throw new Refused(ErrorCode.NOT_FRIENDS);
        }
        if (!sender.equals(Accounts.SYSTEM)) {
            checkRelationship(sender, recipient, relations.between(sender, uid));
        }
    }

    private void checkRelationship(Id sender, Contact recipient, Relationship relationship) {
        if (relationship.senderBlocks()) {
            throw new Refused(ErrorCode.BLOCKED_BY_YOU);
        }
        if (relationship.recipientBlocks() || !isOpen(sender, recipient, relationship)) {
            throw new Refused(ErrorCode.NOT_FRIENDS);
        }
    }

    private boolean isOpen(Id sender, Contact recipient, Relationship relationship) {
        return switch (relationship.rule()) {
            case MessagingRule.DENY -> false;
            case MessagingRule.ALLOW -> true;
            case MessagingRule.DEFAULT -> isInAudience(sender, recipient, relationship);
            case null -> isInAudience(sender, recipient, relationship);
        };
    }

    private boolean isInAudience(Id sender, Contact recipient, Relationship relationship) {
        return switch (audienceOf(recipient)) {
            case NOBODY -> false;
            case EVERYONE -> true;
            case FRIENDS -> relationship.recipientHasSenderAsFriend() || areGroupMates(sender, recipient.uid());
        };
    }

    private Audience audienceOf(Contact recipient) {
        if (recipient.messages() != null) {
            return recipient.messages();
        }
        return properties.strangers() == Access.ALLOW ? Audience.EVERYONE : Audience.FRIENDS;
    }

    private boolean areGroupMates(Id sender, Id uid) {
        return properties.groupMates() == Access.ALLOW && conversations.shareGroup(sender, uid);
    }

    /** In a group all members may write, even if two of them block each other, unless they are muted. */
    private Admission group(Id sender, Id gid) {
        if (sender.equals(Accounts.SYSTEM) && groups.exists(gid)) {
            return new Admission(new Conversation.Group(gid));
        }
        Speaker speaker = groups.speaker(gid, sender);
        if (speaker == null) {
            throw new Refused(ErrorCode.NOT_A_MEMBER);
        }
        String muted = speaker.whyMutedAt(clock.millis());
        if (muted != null) {
            throw new Refused(ErrorCode.MUTED, muted);
        }
        return new Admission(new Conversation.Group(gid), speaker.pause(), speaker.mayMentionAll());
    }
}
