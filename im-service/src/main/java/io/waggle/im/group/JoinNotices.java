package io.waggle.im.group;

import io.waggle.im.conversation.Membership;
import io.waggle.im.live.Live;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.GroupJoinRejected;
import io.waggle.protocol.v1.GroupJoinRequested;
import org.springframework.stereotype.Component;

/** Tells those whom a request to join concerns, after the commit. */
@Component
class JoinNotices {

    private final Live live;
    private final Membership membership;

    JoinNotices(Live live, Membership membership) {
        this.live = live;
        this.membership = membership;
    }

    /** To those who can answer it. */
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
