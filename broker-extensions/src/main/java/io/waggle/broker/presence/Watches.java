package io.waggle.broker.presence;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.WatchRules;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.fabric.v1.WatchEnded;
import io.waggle.protocol.fabric.v1.WatchReply;
import io.waggle.protocol.fabric.v1.WatchRequest;
import io.waggle.protocol.fabric.v1.WatchedEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The users on this node who watch others, and whom they watch. The service is asked about each subscription, and announces
 * when one must end. Safe on any thread; never blocks.
 */
public final class Watches implements WatchRules {

    private static final Logger log = LoggerFactory.getLogger(Watches.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Fabric fabric;
    private final PresencePublisher publisher;
    private final ConcurrentHashMap<Id, WatchedUser> users = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<DeviceConnection, Set<Id>> watchedBy = new ConcurrentHashMap<>();

    /** The watches about which an event may have been lost, until the service has answered about them. */
    private final Set<Doubt> doubts = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean asking = new AtomicBoolean();

    private record Doubt(DeviceConnection connection, Id uid) {}

    public Watches(Fabric fabric, PresencePublisher publisher) {
        this.fabric = fabric;
        this.publisher = publisher;
        // It listens as long as the fabric exists.
        var unused = fabric.onLoss(new Fabric.LossListener() {
            @Override
            public void begins() {
                // The service is asked when its answers arrive again.
            }

            @Override
            public void isOver(Duration lasted) {
                askAgain();
            }
        });
    }

    /** Listens before it asks, so that no event in between is missed. */
    @Override
    public CompletionStage<Boolean> watch(DeviceConnection connection, Id uid) {
        Set<Id> already = watchedBy.computeIfAbsent(connection, device -> ConcurrentHashMap.newKeySet());
        if (already.size() >= Limits.WATCHED_USERS && !already.contains(uid)) {
            return CompletableFuture.completedFuture(false);
        }
        boolean again = !already.add(uid);
        AtomicReference<Watch> begun = new AtomicReference<>();
        WatchedUser user = users.compute(uid, (id, present) -> {
            WatchedUser watched = present == null ? listen(id) : present;
            begun.setPlain(watched.begin(connection));
            return watched;
        });
        Watch watch = begun.getPlain();
        return ask(connection, uid)
                .thenCompose(reply -> isStillOpen(connection) && reply.hasState() && user.grant(watch, reply.getState())
                        ? CompletableFuture.completedFuture(true)
                        : refuse(connection, uid, again))
                .exceptionallyCompose(fault -> {
                    log.warn(
                            "A subscription to a user's presence was refused: the service could not be asked: {}",
                            fault.getMessage());
                    return refuse(connection, uid, again);
                });
    }

    /** @param again the device was subscribed already, and must be unsubscribed */
    private CompletionStage<Boolean> refuse(DeviceConnection connection, Id uid, boolean again) {
        forget(connection, uid);
        return again ? unsubscribe(connection, uid).thenApply(done -> false) : CompletableFuture.completedFuture(false);
    }

    /**
     * The broker has made a subscription.
     *
     * @return completes when the subscription is removed again, if it is no longer allowed; else at once
     */
    CompletionStage<Void> subscribed(DeviceConnection connection, Id uid) {
        WatchedUser user = users.get(uid);
        if (user != null && user.subscribed(connection)) {
            return CompletableFuture.completedFuture(null);
        }
        forget(connection, uid);
        return unsubscribe(connection, uid);
    }

    /** The device stops watching; the broker unsubscribes it. */
    void unsubscribed(DeviceConnection connection, Id uid) {
        WatchedUser user = users.get(uid);
        if (user != null && user.end(connection)) {
            forget(connection, uid);
        }
    }

    public void close(DeviceConnection connection) {
        Set<Id> watched = watchedBy.remove(connection);
        if (watched != null) {
            watched.forEach(uid -> release(connection, uid));
        }
    }

    /**
     * Asks the service about every watch again, since its events about watched users may have been lost. A watch about which
     * the service does not answer stays, and the question is repeated at the next tick.
     */
    public void askAgain() {
        users.forEach((uid, user) -> user.watchers().forEach(connection -> doubts.add(new Doubt(connection, uid))));
        tick();
    }

    /** Asks about the watches that are still in doubt, one after the other. Called every few seconds. */
    public void tick() {
        if (doubts.isEmpty() || !asking.compareAndSet(false, true)) {
            return;
        }
        CompletionStage<Void> chain = CompletableFuture.completedFuture(null);
        for (Doubt doubt : Set.copyOf(doubts)) {
            chain = chain.thenCompose(before -> settle(doubt)).exceptionally(fault -> keep(doubt, fault));
        }
        var unused = chain.whenComplete((done, fault) -> {
            asking.set(false);
            if (!doubts.isEmpty()) {
                log.warn(
                        "The check of {} subscriptions to the presence of users failed; they stay, and it is repeated",
                        doubts.size());
            }
        });
    }

    private CompletionStage<Void> settle(Doubt doubt) {
        // Before asking, so that a loss meanwhile brings the doubt back.
        doubts.remove(doubt);
        WatchedUser user = users.get(doubt.uid());
        if (user == null || !user.watchers().contains(doubt.connection())) {
            return CompletableFuture.completedFuture(null);
        }
        return ask(doubt.connection(), doubt.uid()).thenAccept(reply -> {
            if (reply.hasState()) {
                user.learn(reply.getState());
            } else {
                end(doubt.connection(), doubt.uid(), user);
            }
        });
    }

    private @Nullable Void keep(Doubt doubt, Throwable fault) {
        log.debug("The check whether {} may still watch a user failed", doubt.connection(), fault);
        doubts.add(doubt);
        return null;
    }

    private CompletionStage<WatchReply> ask(DeviceConnection connection, Id uid) {
        WatchRequest request = WatchRequest.newBuilder()
                .setWatcher(connection.uid().value())
                .setUid(uid.value())
                .build();
        return fabric.request(Subjects.WATCH, request.toByteArray(), DEADLINE).thenApply(Watches::parse);
    }

    private static WatchReply parse(byte[] bytes) {
        try {
            return WatchReply.parseFrom(bytes);
        } catch (InvalidProtocolBufferException malformed) {
            throw new CompletionException(malformed);
        }
    }

    private WatchedUser listen(Id uid) {
        WatchedUser user = new WatchedUser(uid, publisher);
        user.listen(fabric.listen(Subjects.presence(uid), body -> receive(uid, user, body)));
        return user;
    }

    private void receive(Id uid, WatchedUser user, byte[] body) {
        try {
            WatchedEvent event = WatchedEvent.parseFrom(body);
            switch (event.getEventCase()) {
                case STATE -> user.learn(event.getState());
                case ENDED -> end(uid, user, event.getEnded());
                case EVENT_NOT_SET -> log.debug("Ignored an event for a watched user that this version does not know");
            }
        } catch (InvalidProtocolBufferException malformed) {
            log.error("An event for a watched user is malformed and was dropped", malformed);
        }
    }

    private void end(Id uid, WatchedUser user, WatchEnded ended) {
        for (DeviceConnection connection : user.watchers()) {
            if (ended.getWatcher() == 0
                    || ended.getWatcher() == connection.uid().value()) {
                end(connection, uid, user);
            }
        }
    }

    /** Ends the watch. If the broker is still about to subscribe the device, {@link #subscribed} undoes that. */
    private void end(DeviceConnection connection, Id uid, WatchedUser user) {
        if (user.end(connection)) {
            forget(connection, uid);
        }
        unsubscribe(connection, uid);
    }

    private void forget(DeviceConnection connection, Id uid) {
        Set<Id> watched = watchedBy.get(connection);
        if (watched != null) {
            watched.remove(uid);
        }
        release(connection, uid);
    }

    private void release(DeviceConnection connection, Id uid) {
        users.computeIfPresent(uid, (id, user) -> user.remove(connection) ? user : null);
    }

    /** Removes a subscription. If that fails, ends the connection. */
    private CompletionStage<Void> unsubscribe(DeviceConnection connection, Id uid) {
        if (!isStillOpen(connection)) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            return publisher
                    .unsubscribe(connection, connection.presenceTopic(uid))
                    .exceptionallyCompose(fault -> giveUp(connection, fault));
        } catch (RuntimeException fault) {
            return giveUp(connection, fault);
        }
    }

    private CompletionStage<Void> giveUp(DeviceConnection connection, Throwable fault) {
        log.warn("Could not remove a presence subscription of {}; disconnecting it", connection, fault);
        return publisher.disconnect(connection);
    }

    private static boolean isStillOpen(DeviceConnection connection) {
        return connection.stage() != DeviceConnection.Stage.CLOSED;
    }
}
