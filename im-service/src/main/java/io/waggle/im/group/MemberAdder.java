package io.waggle.im.group;

import io.waggle.im.account.Accounts;
import io.waggle.im.conversation.Membership;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.Set;

/** The only way to add members to a group. Call it within a change of the group. */
@Component
public class MemberAdder {

    private final GroupMapper mapper;
    private final Membership membership;
    private final Accounts accounts;
    private final GroupProperties properties;
    private final ApplicationEventPublisher events;

    MemberAdder(
            GroupMapper mapper,
            Membership membership,
            Accounts accounts,
            GroupProperties properties,
            ApplicationEventPublisher events) {
        this.mapper = mapper;
        this.membership = membership;
        this.accounts = accounts;
        this.properties = properties;
        this.events = events;
    }

    /**
     * Adds users who are not members of the group.
     *
     * @return the group with them as members
     * @throws Refused if the group would become too large, or one of the users has just deactivated their account
     */
    public GroupRow add(GroupRow group, Collection<Id> uids) {
        int count = group.memberCount() + uids.size();
        checkSize(count);
        Set<Id> existing = accounts.existing(uids);
        uids.stream().filter(uid -> !existing.contains(uid)).findFirst().ifPresent(missing -> {
            throw AddingRules.refusal(missing);
        });
        membership.add(group.gid(), uids, group.history() == SharedHistory.ALL);
        mapper.addToMemberCount(group.gid(), uids.size());
        events.publishEvent(new MembersAdded(group.gid(), uids));
        return group.withMemberCount(count);
    }

    /** @throws Refused if a group of this size is too large */
    public void checkSize(int members) {
        if (members > properties.maxMembers()) {
            throw new Refused(
                    ErrorCode.GROUP_FULL,
                    "the group would have " + members + " members, and the maximum is " + properties.maxMembers());
        }
    }
}
