package io.waggle.broker.delivery;

import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.Questions;
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

/** Listens for the users and groups that are connected here, and only for those. Safe on any thread; never blocks. */
public final class Delivery {

    private static final int QUESTIONS_AT_ONCE = 64;

    private final Fabric fabric;
    private final Downlink downlink;
    private final CatchUp catchUp;
    private final Readmission readmission;
    private final ConcurrentHashMap<Id, UserFeed> users = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Id, GroupFeed> groups = new ConcurrentHashMap<>();

    public Delivery(Fabric fabric, Downlink downlink) {
        this.fabric = fabric;
        this.downlink = downlink;
        Questions questions = new Questions(fabric, QUESTIONS_AT_ONCE);
        this.catchUp = new CatchUp(fabric, questions, downlink);
        this.readmission = new Readmission(questions, downlink);
        // As long as the fabric.
        var unused = fabric.onLoss(new Fabric.LossListener() {
            @Override
            public void begins() {
                catchUp.doubt();
            }

            @Override
            public void isOver(Duration lasted) {
                catchUp.doubt();
                users.values().forEach(feed -> readmission.doubt(feed.devices()));
            }
        });
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
                    .whenComplete((done, fault) -> connection.settle());
        } catch (RuntimeException fault) {
            connection.settle();
            throw fault;
        }
    }

    private void begin(DeviceConnection connection) {
        connection.becomeReady();
        if (!connection.acksInBatches()) {
            catchUp.begin(connection);
        }
    }

    /** Called for what passes through the connection's gate. */
    public void advance(DeviceConnection connection) {
        catchUp.advance(connection);
    }

    /** Called every few seconds: stores how far devices have come, and looks after those that lack something. */
    public void tick() {
        catchUp.tick();
        readmission.tick();
    }

    /** The connection has ended, and its last acknowledgements have come to light after that. */
    public void storeLast(DeviceConnection connection) {
        catchUp.end(connection);
    }

    /** Completes, and never fails, when all that was acknowledged until now is stored, if that can be done. */
    public CompletionStage<Void> store() {
        return catchUp.store();
    }

    /**
     * The device has just subscribed by hand. A group that was left between its being allowed to and its being done is
     * left again.
     *
     * @return completes when nothing that is published from now on in a group it has left reaches the device
     */
    public CompletionStage<Void> subscribedByHand(DeviceConnection connection) {
        List<CompletableFuture<Void>> undone = new ArrayList<>();
        // Under the lock, so that a join of the same group comes wholly after it.
        synchronized (connection) {
            for (Id gid : connection.takeLeftByHand()) {
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
        connection.settle();
        catchUp.end(connection);
        users.computeIfPresent(connection.uid(), (uid, feed) -> feed.remove(connection) ? feed : null);
        for (Id gid : joined) {
            groups.computeIfPresent(gid, (id, feed) -> {
                feed.remove(connection);
                return feed.closeIfIdle() ? null : feed;
            });
        }
    }

    /** Called when a user became a member while connected, as the entry with this number says; what is said in the group waits until the device can hear it. */
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
        advanceOrTell(feed, connection, notice);
    }

    /** Called when a user has left while connected; what is said in the group after that does not reach the device. */
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
        advanceOrTell(feed, connection, notice);
    }

    /** A device that had come to know of the change as it connected is told of it all the same. */
    private void advanceOrTell(@Nullable GroupFeed feed, DeviceConnection connection, Down notice) {
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

    /** Called without a lock, when a feed's line has come to rest. */
    void releaseIfIdle(Id gid, GroupFeed feed) {
        groups.computeIfPresent(gid, (id, present) -> present == feed && feed.closeIfIdle() ? null : present);
    }
}
