package io.waggle.im.live;

import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Cut;
import io.waggle.protocol.fabric.v1.Dissolved;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.Joined;
import io.waggle.protocol.fabric.v1.Left;
import io.waggle.protocol.fabric.v1.WatchEnded;
import io.waggle.protocol.fabric.v1.WatchedEvent;
import io.waggle.protocol.fabric.v1.WatchedState;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.GroupLeft;
import org.springframework.stereotype.Component;

/**
 * Sends committed entries and notices to connected devices. Call it after the commit, never before.
 *
 * <p>It never blocks. What it sends is lost for devices that are not connected; they read it from the database later.
 */
@Component
public class Live {

    /** The origin of an event that no device caused, so that all devices receive it. */
    public static final Id NO_ORIGIN = new Id(0);

    /** All devices of a user, in place of one device. */
    public static final Id ALL_DEVICES = new Id(0);

    /** All users, in place of one user. */
    public static final Id EVERYONE = new Id(0);

    private final Fabric fabric;

    public Live(Fabric fabric) {
        this.fabric = fabric;
    }

    /** Sends to all devices of a user except the origin. */
    public void toUser(Id uid, Down down, Id origin) {
        toUser(uid, new Announcement(down, origin, false));
    }

    /** Sends to all members of a group, but not to the origin. */
    public void toGroup(Id gid, Down down, Id origin) {
        toGroup(gid, new Announcement(down, origin, false));
    }

    /** Sends to all devices of a user except the origin. */
    public void toUser(Id uid, Announcement announcement) {
        fabric.publish(Subjects.user(uid), envelope(announcement));
    }

    /** Sends to all devices of two users except the origin, which belongs to one of them. */
    public void toUsers(Id uid, Id other, Announcement announcement) {
        byte[] envelope = envelope(announcement);
        fabric.publish(Subjects.user(uid), envelope);
        fabric.publish(Subjects.user(other), envelope);
    }

    /** Sends to all members of a group, but not to the origin. */
    public void toGroup(Id gid, Announcement announcement) {
        fabric.publish(Subjects.group(gid), envelope(announcement));
    }

    /** Sends to those devices of two users that are connected now, except the origin. The two may be the same user. */
    public void nowToUsers(Id uid, Id other, Down down, Id origin) {
        byte[] envelope = nowEnvelope(down, origin);
        fabric.publish(Subjects.user(uid), envelope);
        if (!other.equals(uid)) {
            fabric.publish(Subjects.user(other), envelope);
        }
    }

    /** Sends to those members of a group who are connected now, but not to the origin. */
    public void nowToGroup(Id gid, Down down, Id origin) {
        fabric.publish(Subjects.group(gid), nowEnvelope(down, origin));
    }

    /** Subscribes and notifies the devices of a user who is a member of the group from this entry on. */
    public void joined(Id uid, Id gid, String groupName, long seq) {
        Joined joined = Joined.newBuilder()
                .setGid(gid.value())
                .setName(groupName)
                .setSeq(seq)
                .build();
        fabric.publish(
                Subjects.user(uid),
                Envelope.newBuilder().setJoined(joined).build().toByteArray());
    }

    /** Unsubscribes and notifies the devices of a user who is no longer a member of the group. */
    public void left(Id uid, Id gid, GroupLeft.Reason reason, Id by) {
        Left left = Left.newBuilder()
                .setGid(gid.value())
                .setReason(reason)
                .setBy(by.value())
                .build();
        fabric.publish(
                Subjects.user(uid), Envelope.newBuilder().setLeft(left).build().toByteArray());
    }

    /** Unsubscribes and notifies all members of a group that has been dissolved. */
    public void dissolved(Id gid, Id by) {
        Dissolved dissolved =
                Dissolved.newBuilder().setGid(gid.value()).setBy(by.value()).build();
        fabric.publish(
                Subjects.group(gid),
                Envelope.newBuilder().setDissolved(dissolved).build().toByteArray());
    }

    /** Cuts the connection of a device with this code. */
    public void cut(Id uid, Id did, ErrorCode code) {
        Cut cut = Cut.newBuilder().setDid(did.value()).setCode(code.wireName()).build();
        fabric.publish(
                Subjects.user(uid), Envelope.newBuilder().setCut(cut).build().toByteArray());
    }

    /** Sends to all users who watch the user. */
    public void watched(Id uid, WatchedState state) {
        fabric.publish(
                Subjects.presence(uid),
                WatchedEvent.newBuilder().setState(state).build().toByteArray());
    }

    /** Unsubscribes the devices of a watcher who may no longer see the user. */
    public void watchEnded(Id uid, Id watcher) {
        WatchEnded ended = WatchEnded.newBuilder().setWatcher(watcher.value()).build();
        fabric.publish(
                Subjects.presence(uid),
                WatchedEvent.newBuilder().setEnded(ended).build().toByteArray());
    }

    private static byte[] nowEnvelope(Down down, Id origin) {
        return Envelope.newBuilder()
                .setNow(down.toByteString())
                .setOrigin(origin.value())
                .build()
                .toByteArray();
    }

    private static byte[] envelope(Announcement announcement) {
        return Envelope.newBuilder()
                .setDown(announcement.down().toByteString())
                .setExpiresAt(announcement.down().getMessage().getExpiresAt())
                .setOrigin(announcement.origin().value())
                .setReplayed(announcement.again())
                .setAt(announcement.down().getMessage().getAt())
                .build()
                .toByteArray();
    }
}
