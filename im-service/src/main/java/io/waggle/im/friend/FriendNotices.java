package io.waggle.im.friend;

import io.waggle.im.caller.Caller;
import io.waggle.im.live.Live;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.FriendAdded;
import io.waggle.protocol.v1.FriendRemoved;
import io.waggle.protocol.v1.FriendRequestRejected;
import io.waggle.protocol.v1.FriendRequested;
import io.waggle.protocol.v1.FriendUpdated;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Sends committed changes to devices, and removals to other features as events. A removal from one list is sent only to the
 * devices of the user who made it.
 */
@Component
class FriendNotices {

    private final Live live;
    private final ApplicationEventPublisher events;

    FriendNotices(Live live, ApplicationEventPublisher events) {
        this.live = live;
        this.events = events;
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

    /** Notifies the owner of the list, except the device that made the change. */
    void removed(Id uid, Id friend, Id origin) {
        FriendRemoved.Builder removed = FriendRemoved.newBuilder().setUid(friend.value());
        live.toUser(uid, Down.newBuilder().setFriendRemoved(removed).build(), origin);
        events.publishEvent(new Unfriended(uid, friend));
    }

    void updated(Caller caller, Id friend) {
        FriendUpdated.Builder updated = FriendUpdated.newBuilder().setUid(friend.value());
        toOwn(caller, Down.newBuilder().setFriendUpdated(updated));
    }

    private void toOwn(Caller caller, Down.Builder down) {
        live.toUser(caller.uid(), down.build(), caller.did());
    }

    private void added(Id uid, Id friend) {
        FriendAdded.Builder added = FriendAdded.newBuilder().setUid(friend.value());
        send(uid, Down.newBuilder().setFriendAdded(added));
    }

    private void send(Id uid, Down.Builder down) {
        live.toUser(uid, down.build(), Live.NO_ORIGIN);
    }
}
