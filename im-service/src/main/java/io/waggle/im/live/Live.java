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
 * Tells connected devices what has been committed. Call it after the commit, never before.
 *
 * <p>It never blocks. What nobody is connected to hear is gone; the database has it.
 */
@Component
public class Live {

    /** In place of a device: nobody's own doing, so nobody is left out. */
    public static final Id NO_ORIGIN = new Id(0);

    /** In place of a device: every device of the user. */
    public static final Id ALL_DEVICES = new Id(0);

    /** In place of a user: every user. */
    public static final Id EVERYONE = new Id(0);

    private final Fabric fabric;

    public Live(Fabric fabric) {
        this.fabric = fabric;
    }

    /** To all devices of a user but the one it came from. */
    public void toUser(Id uid, Down down, Id origin) {
        toUser(uid, new Announcement(down, origin, false));
    }

    /** To all members of a group but the device it came from. */
    public void toGroup(Id gid, Down down, Id origin) {
        toGroup(gid, new Announcement(down, origin, false));
    }

    /** To all devices of a user but the one it came from. */
    public void toUser(Id uid, Announcement told) {
        fabric.publish(Subjects.user(uid), envelope(told));
    }

    /** The same to two users; the device it came from is one of either's. */
    public void toUsers(Id uid, Id other, Announcement told) {
        byte[] envelope = envelope(told);
        fabric.publish(Subjects.user(uid), envelope);
        fabric.publish(Subjects.user(other), envelope);
    }

    /** To all members of a group but the device it came from. */
    public void toGroup(Id gid, Announcement told) {
        fabric.publish(Subjects.group(gid), envelope(told));
    }

    /** To two users, who may be one, on those devices that are there now; but not to the device it came from. */
    public void nowToUsers(Id uid, Id other, Down down, Id origin) {
        byte[] envelope = nowEnvelope(down, origin);
        fabric.publish(Subjects.user(uid), envelope);
        if (!other.equals(uid)) {
            fabric.publish(Subjects.user(other), envelope);
        }
    }

    /** To those members of a group who are there now; but not to the device it came from. */
    public void nowToGroup(Id gid, Down down, Id origin) {
        fabric.publish(Subjects.group(gid), nowEnvelope(down, origin));
    }

    /** The user is a member of the group from the entry with this number on: its devices are subscribed and told. */
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

    /** The user is no longer a member of the group: its devices are unsubscribed and told. */
    public void left(Id uid, Id gid, GroupLeft.Reason reason, Id by) {
        Left left = Left.newBuilder()
                .setGid(gid.value())
                .setReason(reason)
                .setBy(by.value())
                .build();
        fabric.publish(
                Subjects.user(uid), Envelope.newBuilder().setLeft(left).build().toByteArray());
    }

    /** Nobody is a member of the group any more. */
    public void dissolved(Id gid, Id by) {
        Dissolved dissolved =
                Dissolved.newBuilder().setGid(gid.value()).setBy(by.value()).build();
        fabric.publish(
                Subjects.group(gid),
                Envelope.newBuilder().setDissolved(dissolved).build().toByteArray());
    }

    /** The device is no longer let in: it is disconnected with this code. */
    public void cut(Id uid, Id did, ErrorCode code) {
        Cut cut = Cut.newBuilder().setDid(did.value()).setCode(code.wireName()).build();
        fabric.publish(
                Subjects.user(uid), Envelope.newBuilder().setCut(cut).build().toByteArray());
    }

    /** To all who watch the user. */
    public void watched(Id uid, WatchedState state) {
        fabric.publish(
                Subjects.presence(uid),
                WatchedEvent.newBuilder().setState(state).build().toByteArray());
    }

    /** The watcher may see the user no longer: its devices are unsubscribed. */
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

    private static byte[] envelope(Announcement told) {
        return Envelope.newBuilder()
                .setDown(told.down().toByteString())
                .setExpiresAt(told.down().getMessage().getExpiresAt())
                .setOrigin(told.origin().value())
                .setReplayed(told.again())
                .setAt(told.down().getMessage().getAt())
                .build()
                .toByteArray();
    }
}
