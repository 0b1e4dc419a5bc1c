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
public class UserVisibility {

    private final Accounts accounts;
    private final RelationshipMapper relationships;
    private final Conversations conversations;

    UserVisibility(Accounts accounts, RelationshipMapper relationships, Conversations conversations) {
        this.accounts = accounts;
        this.relationships = relationships;
        this.conversations = conversations;
    }

    /** @throws Refused if the other user does not exist for this user, or has deactivated the account */
    public void require(Id uid, Id other) {
        Privacy privacy = accounts.exists(other) ? accounts.privacy(other) : null;
        boolean visible = privacy != null && (privacy.find() == Audience.EVERYONE || haveMet(uid, other));
        if (!visible) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
    }

    private boolean haveMet(Id uid, Id other) {
        Relationship relationship = relationships.find(uid, other);
        return relationship.senderHasRecipientAsFriend()
                || relationship.recipientHasSenderAsFriend()
                || relationships.hasPendingRequest(PairKey.of(uid, other))
                || conversations.share(uid, other);
    }
}
