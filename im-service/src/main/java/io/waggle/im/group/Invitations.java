package io.waggle.im.group;

import io.waggle.im.account.Accounts;
import io.waggle.im.relation.Relations;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Who may put whom into a group. */
@Component
class Invitations {

    private final Accounts accounts;
    private final Relations relations;
    private final GroupProperties properties;

    Invitations(Accounts accounts, Relations relations, GroupProperties properties) {
        this.accounts = accounts;
        this.relations = relations;
        this.properties = properties;
    }

    /**
     * Lets pass only whom the inviter may put into a group.
     *
     * @throws Refused for the first one who is not a friend, alike whether that user exists or not
     */
    void check(Id inviter, Collection<Id> invited) {
        Set<Id> allowed = switch (properties.strangers()) {
            case DENY -> relations.friendsAmong(inviter, invited);
            case ALLOW -> accounts.existing(invited);
        };
        List<Id> refused =
                invited.stream().filter(uid -> !allowed.contains(uid)).toList();
        if (!refused.isEmpty()) {
            throw new Refused(
                    ErrorCode.NOT_FRIENDS,
                    refused.getFirst() + " is no friend of yours or does not exist; send a friend request first");
        }
    }

    /** @throws Refused if a group would become larger than groups may be */
    void checkSize(int members) {
        if (members > properties.maxMembers()) {
            throw new Refused(
                    ErrorCode.GROUP_FULL,
                    "the group would have " + members + " members; at most " + properties.maxMembers());
        }
    }
}
