package io.waggle.im.group;

import io.waggle.im.account.Accounts;
import io.waggle.im.conversation.Membership;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.Set;

/** The only way to add members to a group. Call it within a change of the group. */
@Component
class Entrance {

    private final GroupMapper mapper;
    private final Membership membership;
    private final JoinRequestMapper requests;
    private final Accounts accounts;
    private final GroupProperties properties;

    Entrance(
            GroupMapper mapper,
            Membership membership,
            JoinRequestMapper requests,
            Accounts accounts,
            GroupProperties properties) {
        this.mapper = mapper;
        this.membership = membership;
        this.requests = requests;
        this.accounts = accounts;
        this.properties = properties;
    }

    /**
     * Adds users who are not members of the group.
     *
     * @return the group with them as members
     * @throws Refused if the group would become too large, or one of the users has just deactivated their account
     */
    GroupRow letIn(GroupRow group, Collection<Id> uids) {
        int count = group.memberCount() + uids.size();
        checkSize(count);
        Set<Id> living = accounts.existing(uids);
        uids.stream().filter(uid -> !living.contains(uid)).findFirst().ifPresent(gone -> {
            throw Invitations.refusal(gone);
        });
        membership.add(group.gid(), uids, group.history() == SharedHistory.ALL);
        requests.deleteOf(group.gid(), uids);
        mapper.addToMemberCount(group.gid(), uids.size());
        return group.withMemberCount(count);
    }

    /** @throws Refused if a group of this size is too large */
    void checkSize(int members) {
        if (members > properties.maxMembers()) {
            throw new Refused(
                    ErrorCode.GROUP_FULL,
                    "the group would have " + members + " members; at most " + properties.maxMembers());
        }
    }
}
