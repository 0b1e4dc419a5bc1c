package io.waggle.im.relation;

import io.waggle.im.live.Live;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.FriendAdded;
import io.waggle.protocol.v1.FriendRequestRejected;
import io.waggle.protocol.v1.FriendRequested;
import org.springframework.stereotype.Component;

/** Tells both sides' devices what has been committed. */
@Component
class FriendNotices {

    private final Live live;

    FriendNotices(Live live) {
        this.live = live;
    }

    void requested(FriendRequestRow request) {
        FriendRequested.Builder requested = FriendRequested.newBuilder()
                .setId(request.id().value())
                .setFrom(request.fromUid().value())
                .setGreeting(request.greeting());
        send(request.toUid(), Down.newBuilder().setFriendRequested(requested));
    }

    void accepted(FriendRequestRow request) {
        added(request.fromUid(), request.toUid());
        added(request.toUid(), request.fromUid());
    }

    void rejected(FriendRequestRow request) {
        FriendRequestRejected.Builder rejected = FriendRequestRejected.newBuilder()
                .setId(request.id().value())
                .setUid(request.toUid().value());
        send(request.fromUid(), Down.newBuilder().setFriendRequestRejected(rejected));
    }

    private void added(Id uid, Id friend) {
        FriendAdded.Builder added = FriendAdded.newBuilder().setUid(friend.value());
        send(uid, Down.newBuilder().setFriendAdded(added));
    }

    private void send(Id uid, Down.Builder down) {
        live.toUser(uid, down.build(), Live.NO_ORIGIN);
    }
}
