package io.waggle.im.message;

import io.waggle.im.account.AccountBanned;
import io.waggle.im.account.AccountDeactivated;
import io.waggle.im.account.PrivacyChanged;
import io.waggle.im.block.UserBlocked;
import io.waggle.im.customrelation.CustomRelationChanged;
import io.waggle.im.customrelation.RelationTypeChanged;
import io.waggle.im.group.GroupDissolved;
import io.waggle.im.group.MemberRemoved;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.message.MessagingProperties.Access;
import io.waggle.im.relation.FriendListsChanged;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Voids the permits that a change may have made untrue, before the one who made the change gets an answer. It hears of everything
 * that the {@link MessagingPolicy} reads, except for changes of a group, which the group's lane notes itself.
 *
 * <p>It also acts when a transaction was rolled back, or when its outcome is not known. To void a permit without need costs only
 * a query.
 */
@Component
class Withdrawals {

    private final ConversationLog conversationLog;
    private final boolean groupMatesMayWrite;

    Withdrawals(ConversationLog conversationLog, MessagingProperties properties) {
        this.conversationLog = conversationLog;
        this.groupMatesMayWrite = properties.groupMates() == Access.ALLOW;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    void banned(AccountBanned event) {
        conversationLog.changed(event.uid());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    void deactivated(AccountDeactivated event) {
        conversationLog.changed(event.uid());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    void privacyChanged(PrivacyChanged event) {
        conversationLog.changed(event.uid());
    }

    /** One of the two is enough: it voids the permits of both. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    void blocked(UserBlocked event) {
        conversationLog.changed(event.uid());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    void friendListsChanged(FriendListsChanged event) {
        event.uids().forEach(conversationLog::changed);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    void customRelationChanged(CustomRelationChanged event) {
        conversationLog.changed(event.uid());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    void relationTypeChanged(RelationTypeChanged event) {
        conversationLog.allChanged();
    }

    /** The user has a group less in common with others. The group's own permits are void already. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    void memberRemoved(MemberRemoved event) {
        if (groupMatesMayWrite) {
            conversationLog.changed(event.uid());
        }
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    void groupDissolved(GroupDissolved event) {
        if (groupMatesMayWrite) {
            conversationLog.allChanged();
        }
    }
}
