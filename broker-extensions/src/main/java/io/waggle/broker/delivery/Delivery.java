package io.waggle.broker.delivery;

import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.RequestQueue;
import io.waggle.broker.downlink.Downlink;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.v1.Down;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Listens on the fabric for the users and groups that are connected to this node, and only for those. Safe on any thread; never
 * blocks.
 */
public final class Delivery {

    private static final int REQUESTS_AT_ONCE = 64;

    private final Fabric fabric;
    private final Downlink downlink;
    private final CatchUp catchUp;
    private final AdmissionRecheck recheck;
    private final ConcurrentHashMap<Id, UserFeed> users = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Id, GroupFeed> groups = new ConcurrentHashMap<>();

    public Delivery(Fabric fabric, Downlink downlink) {
        this.fabric = fabric;
        this.downlink = downlink;
        RequestQueue requests = new RequestQueue(fabric, REQUESTS_AT_ONCE);
        this.catchUp = new CatchUp(fabric, requests, downlink);
        this.recheck = new AdmissionRecheck(requests, downlink);
        // It listens as long as the fabric exists.
        var unused = fabric.onLoss(new Fabric.LossListener() {
            @Override
            public void begins() {
                catchUp.noteLoss();
            }

            @Override
            public void isOver(Duration lasted) {
                catchUp.noteLoss();
                users.values().forEach(feed -> recheck.start(feed.devices()));
            }
        });
    }

    /** A device asks for admission: from here on it misses no change of the user's groups. */
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
     * Subscribes the device to its own topic and its groups'. Called when the broker has the device's MQTT session.
     *
     * @return completes when what is published from now on reaches the device
     */
    public CompletionStage<Void> subscribe(DeviceConnection connection) {
        Set<String> topics = new HashSet<>();
        topics.add(connection.deviceTopic());
        synchronized (connection) {
            if (connection.stage() == DeviceConnection.Stage.CLOSED) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException("The connection has ended: " + connection));
            }
            connection.enter(DeviceConnection.Stage.LIVE);
            for (Id gid : connection.groups()) {
                enter(gid, feed -> feed.add(connection));
                topics.add(connection.groupTopic(gid));
            }
        }
        return subscribe(connection, topics);
    }

    private CompletionStage<Void> subscribe(DeviceConnection connection, Set<String> topics) {
        try {
            return downlink.subscribe(connection, topics)
                    .thenRun(() -> begin(connection))
                    .whenComplete((done, fault) -> connection.endSubscribing());
        } catch (RuntimeException fault) {
            connection.endSubscribing();
            throw fault;
        }
    }

    private void begin(DeviceConnection connection) {
        connection.becomeReady();
        if (!connection.acksInBatches()) {
            catchUp.begin(connection);
        }
    }

    /** Runs the next catch-up step of the connection's gate. Called after packets have passed through it. */
    public void advance(DeviceConnection connection) {
        catchUp.advance(connection);
    }

    /** Stores cursors, and helps devices that miss something. Called every few seconds. */
    public void tick() {
        catchUp.tick();
        recheck.tick();
    }

    /** Stores acknowledgements that were noticed after the connection had ended. */
    public void storeLast(DeviceConnection connection) {
        catchUp.end(connection);
    }

    /** Completes, and never fails, when all cursors until now are stored, or could not be. */
    public CompletionStage<Void> store() {
        return catchUp.store();
    }

    /**
     * Handles a SUBSCRIBE of the device that the broker has just carried out. A subscription to a group that the device has
     * left between the permission and now is removed again.
     *
     * @return completes when nothing that is published from now on in a group it has left reaches the device
     */
    public CompletionStage<Void> removeLeftSubscriptions(DeviceConnection connection) {
        List<CompletableFuture<Void>> undone = new ArrayList<>();
        // Under the lock, so that a join of the same group comes completely after it.
        synchronized (connection) {
            for (Id gid : connection.takeLeftSubscriptions()) {
                undone.add(downlink.unsubscribe(connection, connection.groupTopic(gid))
                        .toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(undone.toArray(CompletableFuture[]::new));
    }

    public void close(DeviceConnection connection) {
        Set<Id> joined;
        synchronized (connection) {
            connection.enter(DeviceConnection.Stage.CLOSED);
            joined = connection.groups();
        }
        connection.endSubscribing();
        catchUp.end(connection);
        users.computeIfPresent(connection.uid(), (uid, feed) -> feed.remove(connection) ? feed : null);
        for (Id gid : joined) {
            groups.computeIfPresent(gid, (id, feed) -> {
                feed.remove(connection);
                return feed.closeIfIdle() ? null : feed;
            });
        }
    }

    /**
     * Called when a user became a member while connected. Messages in the group wait until the device can receive them.
     *
     * @param seq the number of the entry that announces the join
     */
    void join(DeviceConnection connection, Id gid, Down notice, long seq) {
        GroupFeed feed = null;
        synchronized (connection) {
            boolean isNew = connection.addGroup(gid);
            if (connection.stage() != DeviceConnection.Stage.LIVE) {
                return;
            }
            if (isNew) {
                feed = enter(gid, entered -> entered.join(connection, notice, seq));
            }
        }
        advanceOrNotify(feed, connection, notice);
    }

    /** Called when a user has left while connected. Later messages in the group do not reach the device. */
    void leave(DeviceConnection connection, Id gid, Down notice) {
        GroupFeed feed = null;
        synchronized (connection) {
            boolean wasIn = connection.leaveGroup(gid);
            if (connection.stage() != DeviceConnection.Stage.LIVE) {
                return;
            }
            if (wasIn) {
                feed = groups.computeIfPresent(gid, (id, present) -> {
                    present.leave(connection, notice);
                    return present;
                });
            }
        }
        advanceOrNotify(feed, connection, notice);
    }

    /** Notifies the device also if it learned of the change while it connected. */
    private void advanceOrNotify(@Nullable GroupFeed feed, DeviceConnection connection, Down notice) {
        if (feed == null) {
            downlink.toDevice(connection, Payloads.writeDown(connection.format(), notice));
        } else {
            feed.advance();
        }
    }

    private GroupFeed enter(Id gid, Consumer<GroupFeed> entering) {
        return groups.compute(gid, (id, present) -> {
            GroupFeed feed = present;
            if (feed == null) {
                feed = new GroupFeed(gid, this, downlink);
                feed.listen(fabric, Subjects.group(gid));
            }
            entering.accept(feed);
            return feed;
        });
    }

    /** Called without a lock, when a feed's queue has become empty. */
    void releaseIfIdle(Id gid, GroupFeed feed) {
        groups.computeIfPresent(gid, (id, present) -> present == feed && feed.closeIfIdle() ? null : present);
    }
}
