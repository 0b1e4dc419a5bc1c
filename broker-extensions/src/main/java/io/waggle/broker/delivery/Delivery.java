package io.waggle.broker.delivery;

import io.waggle.broker.connection.DeviceConnection;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.v1.Down;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Listens for the users and groups that are connected here, and only for those. Safe on any thread; never blocks. */
public final class Delivery {

    private final Fabric fabric;
    private final Downlink downlink;
    private final ConcurrentHashMap<Id, UserFeed> users = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Id, GroupFeed> groups = new ConcurrentHashMap<>();

    public Delivery(Fabric fabric, Downlink downlink) {
        this.fabric = fabric;
        this.downlink = downlink;
    }

    /** A device asks to get in: from here on it misses nothing about the user's groups. */
    public void open(DeviceConnection connection) {
        users.compute(connection.uid(), (uid, present) -> {
            UserFeed feed = present;
            if (feed == null) {
                feed = new UserFeed(this, downlink);
                feed.listen(fabric, Subjects.user(uid));
            }
            feed.add(connection);
            return feed;
        });
    }

    /**
     * The broker holds the device's session: subscribes it to its own topic and its groups'.
     *
     * @return completes when what is published from now on reaches the device
     */
    public CompletionStage<Void> subscribe(DeviceConnection connection) {
        Set<String> topics = new HashSet<>();
        topics.add(connection.deviceTopic());
        synchronized (connection) {
            if (connection.stage() == DeviceConnection.Stage.CLOSED) {
                return CompletableFuture.failedFuture(new IllegalStateException("closed already: " + connection));
            }
            connection.enter(DeviceConnection.Stage.LIVE);
            for (Id gid : connection.groups()) {
                enter(gid, connection);
                topics.add(connection.groupTopic(gid));
            }
        }
        return downlink.subscribe(connection, topics).thenRun(connection::becomeReady);
    }

    public void close(DeviceConnection connection) {
        Set<Id> joined;
        synchronized (connection) {
            connection.enter(DeviceConnection.Stage.CLOSED);
            joined = connection.groups();
        }
        users.computeIfPresent(connection.uid(), (uid, feed) -> feed.remove(connection) ? feed : null);
        for (Id gid : joined) {
            groups.computeIfPresent(gid, (id, feed) -> feed.remove(connection) ? feed : null);
        }
    }

    /** Called when a user became a member while connected; what is said in the group waits until the device can hear it. */
    void join(DeviceConnection connection, Id gid, Down notice) {
        synchronized (connection) {
            boolean isNew = connection.addGroup(gid);
            if (connection.stage() != DeviceConnection.Stage.LIVE) {
                return;
            }
            if (isNew) {
                enter(gid, connection).join(connection, notice);
                return;
            }
        }
        downlink.toDevice(connection, Payloads.writeDown(connection.format(), notice));
    }

    private GroupFeed enter(Id gid, DeviceConnection connection) {
        return groups.compute(gid, (id, present) -> {
            GroupFeed feed = present;
            if (feed == null) {
                feed = new GroupFeed(gid, downlink);
                feed.listen(fabric, Subjects.group(gid));
            }
            feed.add(connection);
            return feed;
        });
    }
}
