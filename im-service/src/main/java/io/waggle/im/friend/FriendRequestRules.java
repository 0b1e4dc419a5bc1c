package io.waggle.im.friend;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Privacy;
import io.waggle.im.relation.LockedPair;
import io.waggle.im.relation.RelationState;
import io.waggle.im.relation.Relationship;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.time.Clock;

/**
 * The rules for sending friend requests and for the number of friends. A user who may not be asked looks like an unknown user.
 */
@Component
class FriendRequestRules {

    private final FriendRequestMapper requests;
    private final Accounts accounts;
    private final FriendProperties properties;
    private final Clock clock;

    FriendRequestRules(FriendRequestMapper requests, Accounts accounts, FriendProperties properties, Clock clock) {
        this.requests = requests;
        this.accounts = accounts;
        this.properties = properties;
        this.clock = clock;
    }

    /** Checks for friendship before the other's block, so that a friend who has been blocked does not learn it here. */
    void checkRelationship(LockedPair pair, Relationship relationship) {
        pair.mine().requireOpen(ErrorCode.SESSION_ENDED);
        pair.theirs().requireOpen(ErrorCode.NOT_FOUND);
        if (relationship.senderBlocks()) {
            throw new Refused(ErrorCode.BLOCKED_BY_YOU);
        }
        if (relationship.senderHasRecipientAsFriend() && relationship.recipientHasSenderAsFriend()) {
            throw new Refused(ErrorCode.ALREADY_FRIENDS);
        }
        if (relationship.recipientBlocks()) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
    }

    void checkNew(LockedPair pair, Relationship relationship) {
        if (!mayAdd(pair, relationship)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        checkOwnRoom(pair.mine());
        int pending = requests.countPendingFrom(pair.mine().uid(), clock.millis());
        if (pending >= properties.maxPendingRequests()) {
            throw new Refused(
                    ErrorCode.LIMIT_REACHED,
                    "you have " + pending + " pending friend requests, which is the maximum; wait for an answer");
        }
    }

    void checkOwnRoom(RelationState mine) {
        if (mine.friends() >= properties.maxFriends()) {
            throw new Refused(
                    ErrorCode.LIMIT_REACHED,
                    "you have " + mine.friends() + " friends, and the maximum is " + properties.maxFriends()
                            + "; remove some first");
        }
    }

    void checkTheirRoom(RelationState theirs) {
        if (theirs.friends() >= properties.maxFriends()) {
            throw new Refused(
                    ErrorCode.LIMIT_REACHED,
                    "the other user has the maximum of " + properties.maxFriends()
                            + " friends; try again when they have removed some");
        }
    }

    private boolean mayAdd(LockedPair pair, Relationship relationship) {
        Privacy privacy = accounts.privacy(pair.theirs().uid());
        return privacy != null
                && switch (privacy.add()) {
                    case EVERYONE -> true;
                    case FRIENDS -> relationship.recipientHasSenderAsFriend();
                    case NOBODY -> false;
                };
    }
}
