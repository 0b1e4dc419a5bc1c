package io.waggle.im.group.join;

import io.waggle.im.group.GroupDissolved;
import io.waggle.im.group.MembersAdded;
import io.waggle.im.group.member.UserBanned;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.List;

/** Deletes requests to join that other changes of the group settle, within those changes. */
@Component
class SettledRequests {

    private final JoinRequestMapper mapper;

    SettledRequests(JoinRequestMapper mapper) {
        this.mapper = mapper;
    }

    @EventListener
    void settle(MembersAdded added) {
        mapper.deleteOf(added.gid(), added.uids());
    }

    @EventListener
    void settle(UserBanned banned) {
        mapper.deleteOf(banned.gid(), List.of(banned.uid()));
    }

    @EventListener
    void settle(GroupDissolved dissolved) {
        mapper.deleteAll(dissolved.gid());
    }
}
