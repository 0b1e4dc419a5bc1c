package io.waggle.im.group;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.AppUsers;
import io.waggle.im.caller.Caller;
import io.waggle.im.conversation.Membership;
import io.waggle.im.friend.Friends;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The rules for adding users to a group: which users a caller may add, and how many groups a user may be in. */
@Component
public class AddingRules {

    private final Accounts accounts;
    private final AppUsers appUsers;
    private final Friends friends;
    private final Membership membership;
    private final GroupProperties properties;

    AddingRules(
            Accounts accounts, AppUsers appUsers, Friends friends, Membership membership, GroupProperties properties) {
        this.accounts = accounts;
        this.appUsers = appUsers;
        this.friends = friends;
        this.membership = membership;
        this.properties = properties;
    }

    /**
     * Checks that the inviter may add the users to a group: friends, and, for a business system that acts in the inviter's
     * name, all users of that business system.
     *
     * @throws Refused for the first user who is not a friend, with the same answer whether the user exists or not, or who is in
     *     too many groups
     */
    public void check(Caller inviter, Collection<Id> invited) {
        Set<Id> allowed = allowed(inviter, invited);
        invited.stream().filter(uid -> !allowed.contains(uid)).findFirst().ifPresent(stranger -> {
            throw refusal(stranger);
        });
        checkRoom(invited);
    }

    private Set<Id> allowed(Caller inviter, Collection<Id> invited) {
        Set<Id> allowed = new HashSet<>(
                switch (properties.strangers()) {
                    case DENY -> friends.among(inviter.uid(), invited);
                    case ALLOW -> accounts.existing(invited);
                });
        if (inviter.app() != null) {
            allowed.addAll(appUsers.among(inviter.app(), invited));
        }
        return allowed;
    }

    /**
     * Checks that the users may join one more group. The check is outside the change, since each of a user's groups has its own
     * lane: a user who joins several groups at once may get a few more than the limit.
     *
     * @throws Refused if one of the users is in the maximum number of groups
     */
    public void checkRoom(Collection<Id> uids) {
        membership.inGroups(uids, properties.maxPerUser()).stream().findFirst().ifPresent(uid -> {
            throw new Refused(
                    ErrorCode.LIMIT_REACHED,
                    uid + " is in " + properties.maxPerUser() + " groups, which is the maximum; they must leave one");
        });
    }

    static Refused refusal(Id uid) {
        return new Refused(
                ErrorCode.NOT_FRIENDS, uid + " is not your friend or does not exist; send a friend request first");
    }
}
