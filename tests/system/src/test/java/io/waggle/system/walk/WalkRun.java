package io.waggle.system.walk;

import io.waggle.system.client.Api;
import io.waggle.system.client.Login;
import io.waggle.system.history.Checker;
import io.waggle.system.history.Event;
import io.waggle.system.history.EventFile;
import io.waggle.system.history.Verdict;
import io.waggle.system.network.Endpoint;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs one walk: all steps of all devices, the last deliveries, and the check. */
final class WalkRun {

    private static final Duration QUIET_WITHIN = Duration.ofMinutes(3);

    /** One in this number of users reads the histories. */
    private static final int READER_OF = 3;

    private final WaggleProcess waggle;
    private final Path folder;
    private final WalkSetup walk;

    WalkRun(WaggleProcess waggle, Path folder, int users) {
        this(waggle, waggle::mqttPort, folder, users);
    }

    /** @param endpoint the port that all devices connect to */
    WalkRun(WaggleProcess waggle, Endpoint endpoint, Path folder, int users) {
        this.waggle = waggle;
        this.folder = folder;
        this.walk = WalkSetup.prepare(waggle, endpoint, folder, users);
    }

    ServerState serverState() {
        return walk.serverState();
    }

    StepCounter stepCounter() {
        return walk.stepCounter();
    }

    /** Returns whether a device is changing a message right now. */
    boolean isChanging() {
        return walk.changing().get() > 0;
    }

    /** Lets all devices take their steps in parallel; returns when all have finished and all deliveries are done. */
    Verdict run(long seed, int steps, Runnable meanwhile) throws Exception {
        List<List<Step>> plan = Plan.generate(seed, walk.devices().size(), steps);
        CursorObserver observer = new CursorObserver(waggle, walk.serverState(), folder);
        try (walk) {
            walkAll(plan, meanwhile);
            awaitDeliveries();
            observer.stop();
            awaitExpiries();
            listConversations();
            readHistories();
            Verdict verdict = judge();
            if (!verdict.isClean()) {
                saveStore();
            }
            walk.check(verdict);
            return verdict;
        }
    }

    private void walkAll(List<List<Step>> plan, Runnable meanwhile) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<?>> walkers = new ArrayList<>();
            for (int i = 0; i < plan.size(); i++) {
                Device device = walk.devices().get(i);
                List<Step> steps = plan.get(i);
                walk.stepCounter().begin();
                walkers.add(threads.submit(() -> take(device, steps)));
            }
            meanwhile.run();
            join(walkers);
            join(walk.devices().stream()
                    .<Future<?>>map(device -> threads.submit(() -> finish(device)))
                    .toList());
        } finally {
            // After a failure, all devices stop.
            threads.shutdownNow();
        }
    }

    private static void join(List<Future<?>> futures) throws InterruptedException, ExecutionException {
        for (Future<?> future : futures) {
            future.get();
        }
    }

    private Void take(Device device, List<Step> steps) throws InterruptedException {
        try {
            for (Step step : steps) {
                device.take(step);
                walk.stepCounter().step();
            }
            return null;
        } finally {
            walk.stepCounter().end();
        }
    }

    /** Connects the device and lets it acknowledge everything, until all its own messages are acknowledged. */
    private static Void finish(Device device) throws InterruptedException {
        device.leave();
        device.connect();
        device.settle(0);
        return null;
    }

    /** Waits until all devices have everything, or nothing more arrives. */
    private void awaitDeliveries() {
        Eventually.happens(QUIET_WITHIN, () -> judge().incomplete() == 0);
    }

    private void awaitExpiries() {
        Eventually.eventually(
                "the last message expires",
                () -> System.currentTimeMillis() > walk.lastExpiry().get());
    }

    private void listConversations() {
        Api api = waggle.api();
        try (EventFile lists = new EventFile(folder, "lists")) {
            for (Login user : walk.users()) {
                for (JsonNode item : api.conversations(user)) {
                    lists.add(at -> new Event.Unread(
                            at,
                            user.uid(),
                            item.path("id").asString(),
                            item.path("readSeq").asLong(),
                            item.path("unread").asLong()));
                }
            }
        }
    }

    /** Lets some users read their conversations, whole and only what was amended. */
    private void readHistories() {
        try (EventFile histories = new EventFile(folder, "histories")) {
            HistoryReader reader = new HistoryReader(waggle.api(), histories);
            for (int i = 0; i < walk.users().size(); i += READER_OF) {
                reader.read(walk.users().get(i));
            }
        }
    }

    private void saveStore() throws IOException, SQLException {
        try (Connection connection = waggle.connectToDatabase()) {
            Checker.saveStore(folder, connection);
        }
    }

    private Verdict judge() throws IOException, SQLException {
        walk.devices().forEach(device -> device.events.flush());
        try (Connection connection = waggle.connectToDatabase()) {
            return Checker.check(folder, connection);
        }
    }
}
