package io.waggle.system.delivery;

import io.waggle.system.client.Api;
import io.waggle.system.client.Login;
import io.waggle.system.client.RawMqtt;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Two thousand devices connect again at the same moment, each with twenty missed messages.
 *
 * <p>Half of them belong to users in many groups with long histories and no new messages: for them, the database runs as many
 * statements as for the others.
 */
@OwnWaggle("WAGGLE_MESSAGING_STRANGERS=allow")
@ExtendWith(WaggleExtension.class)
@Isolated("it measures time and processor time")
class ReconnectStormIT {

    private static final int DEVICES_EACH = 4;
    private static final int USERS = 500;
    private static final int GROUP_SIZE = 25;
    private static final int MISSED = 20;
    private static final int QUIET_GROUPS = 20;
    private static final int HISTORY = 30;

    /** The server's background tasks also send statements to the database. */
    private static final double BACKGROUND_STATEMENTS = 0.5;

    private final WaggleProcess waggle;
    private final Api api;

    ReconnectStormIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
    }

    /** Users who share one group, with all their devices. */
    private record GroupDevices(String gid, Login speaker, List<Login> devices) {}

    /** @param statements the number of statements sent to the database, per device */
    private record Cost(int devices, Duration time, Duration cpu, double statements) {

        @Override
        public String toString() {
            return devices + " devices in " + time.toMillis() + " ms, with "
                    + cpu.dividedBy(devices).toNanos() / 1_000 + " us of server CPU and " + "%.1f".formatted(statements)
                    + " statements each";
        }
    }

    @Test
    void reconnect_allAtOnce_everyoneCatchesUp() throws Exception {
        List<GroupDevices> few = groups(0);
        List<GroupDevices> many = groups(QUIET_GROUPS);

        Cost all = storm(Stream.concat(few.stream(), many.stream()).toList());
        Cost inFewGroups = storm(few);
        Cost inManyGroups = storm(many);

        System.out.println("ReconnectStormIT: " + all);
        System.out.println("ReconnectStormIT: users in 1 group: " + inFewGroups);
        System.out.println("ReconnectStormIT: users in " + (QUIET_GROUPS + 1) + " groups: " + inManyGroups);
        assertThat(inManyGroups.statements()).isCloseTo(inFewGroups.statements(), within(BACKGROUND_STATEMENTS));
    }

    private List<GroupDevices> groups(int quietGroups) throws Exception {
        return inParallel(IntStream.range(0, USERS / GROUP_SIZE / 2)
                .<Callable<GroupDevices>>mapToObj(i -> () -> group(quietGroups))
                .toList());
    }

    /** The devices are created after the messages in the quiet groups, and so need not receive them. */
    private GroupDevices group(int quietGroups) {
        List<Login> users = api.newUsers("storm", GROUP_SIZE);
        String gid = api.groupOf(users);
        for (int i = 0; i < quietGroups; i++) {
            say(users.getFirst(), api.group(users.getFirst(), "quiet", users.subList(1, GROUP_SIZE)), HISTORY);
        }
        List<Login> devices = users.stream()
                .flatMap(user -> IntStream.range(0, DEVICES_EACH).mapToObj(i -> api.login(user.username())))
                .toList();
        return new GroupDevices(gid, users.getFirst(), devices);
    }

    private void say(Login speaker, String gid, int count) {
        for (int i = 0; i < count; i++) {
            api.sendToGroup(speaker, gid, "m" + i).expect(201);
        }
    }

    private Cost storm(List<GroupDevices> groups) throws Exception {
        inParallel(groups.stream()
                .<Callable<Void>>map(group -> () -> {
                    say(group.speaker(), group.gid(), MISSED);
                    return null;
                })
                .toList());
        List<Login> devices =
                groups.stream().flatMap(group -> group.devices().stream()).toList();
        CountDownLatch start = new CountDownLatch(1);
        try (Connection database = waggle.connectToDatabase();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RawMqtt>> connecting = new ArrayList<>();
            devices.forEach(device -> connecting.add(threads.submit(() -> reconnect(device, start))));
            long statements = statements(database);
            Duration cpu = waggle.cpu();
            long begin = System.nanoTime();
            start.countDown();
            List<RawMqtt> connected = new ArrayList<>();
            for (Future<RawMqtt> one : connecting) {
                connected.add(one.get());
            }
            Cost cost = new Cost(
                    devices.size(),
                    Duration.ofNanos(System.nanoTime() - begin),
                    waggle.cpu().minus(cpu),
                    (double) (statements(database) - statements) / devices.size());
            for (RawMqtt one : connected) {
                one.disconnect();
            }
            return cost;
        }
    }

    /** Returns when the device has received and acknowledged what it missed. */
    private RawMqtt reconnect(Login device, CountDownLatch start) throws IOException, InterruptedException {
        start.await();
        RawMqtt mqtt = new RawMqtt(waggle, true);
        assertThat(mqtt.connect(device)).isZero();
        List<String> texts = new ArrayList<>();
        while (texts.size() < MISSED) {
            String message = mqtt.nextMessage();
            if (message.contains("\"text\"")) {
                texts.add(Api.JSON.readTree(message).path("text").asString());
            }
        }
        assertThat(texts)
                .isEqualTo(IntStream.range(0, MISSED).mapToObj(i -> "m" + i).toList());
        return mqtt;
    }

    private static long statements(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("show global status like 'Questions'")) {
            row.next();
            return row.getLong(2);
        }
    }

    private static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> done = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                done.add(future.get());
            }
            return done;
        }
    }
}
