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
 * Who exists for whom. A user knows everyone who lets itself be found by all, and whoever has something to do with the user
 * already: anyone else is answered like a uid that nobody has, so that a uid alone tells nothing.
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

    /** @throws Refused if the other does not exist for the user, or has given the account up */
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
