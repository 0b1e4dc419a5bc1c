package io.waggle.im.group.join;

import io.waggle.im.conversation.Membership;
import io.waggle.im.live.Live;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.GroupJoinRejected;
import io.waggle.protocol.v1.GroupJoinRequested;
import org.springframework.stereotype.Component;

/** Sends notices about requests to join, after the commit. */
@Component
class JoinNotices {

    private final Live live;
    private final Membership membership;

    JoinNotices(Live live, Membership membership) {
        this.live = live;
        this.membership = membership;
    }

    /** Notifies the owner and the admins, who can answer the request. */
    void requested(JoinRequestRow request) {
        Down down = Down.newBuilder()
                .setGroupJoinRequested(GroupJoinRequested.newBuilder()
                        .setGid(request.gid().value())
                        .setId(request.id().value())
                        .setUid(request.uid().value())
                        .setGreeting(request.greeting()))
                .build();
        membership.staff(request.gid()).forEach(uid -> live.toUser(uid, down, Live.NO_ORIGIN));
    }

    void rejected(JoinRequestRow request) {
        Down down = Down.newBuilder()
                .setGroupJoinRejected(GroupJoinRejected.newBuilder()
                        .setGid(request.gid().value())
                        .setId(request.id().value()))
                .build();
        live.toUser(request.uid(), down, Live.NO_ORIGIN);
    }
}
