package io.waggle.im.group.invite;

import io.waggle.im.group.GroupDissolved;
import io.waggle.im.group.MemberRemoved;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Deletes invite codes whose maker is no longer a member, within the change that removes the member. */
@Component
class EndedInvites {

    private final InviteMapper mapper;

    EndedInvites(InviteMapper mapper) {
        this.mapper = mapper;
    }

    @EventListener
    void end(MemberRemoved removed) {
        mapper.deleteOf(removed.gid(), removed.uid());
    }

    @EventListener
    void end(GroupDissolved dissolved) {
        mapper.deleteAll(dissolved.gid());
    }
}
