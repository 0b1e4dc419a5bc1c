package io.waggle.im.relation;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Audience;
import io.waggle.im.account.Privacy;
import io.waggle.im.conversation.Conversations;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

/**
 * Decides whether one user exists for another. A user exists for everyone if they let everyone find them, and otherwise for
 * users who have a relation or a conversation with them. Anyone else receives the same refusal as for an unknown uid, so that a
 * uid alone reveals nothing.
 */
@Component
class Acquaintance {

    private final Accounts accounts;
    private final TiesMapper ties;
    private final FriendRequestMapper requests;
    private final Conversations conversations;

    Acquaintance(Accounts accounts, TiesMapper ties, FriendRequestMapper requests, Conversations conversations) {
        this.accounts = accounts;
        this.ties = ties;
        this.requests = requests;
        this.conversations = conversations;
    }

    /** @throws Refused if the other user does not exist for this user, or has deactivated the account */
    void require(Id uid, Id other) {
        Privacy privacy = accounts.exists(other) ? accounts.privacy(other) : null;
        boolean known = privacy != null && (privacy.find() == Audience.EVERYONE || haveMet(uid, other));
        if (!known) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
    }

    private boolean haveMet(Id uid, Id other) {
        Ties between = ties.find(uid, other);
        return between.senderCountsRecipient()
                || between.recipientCountsSender()
                || requests.findPending(PendingPair.of(uid, other)) != null
                || conversations.share(uid, other);
    }
}
