package io.waggle.system.walk;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Login;
import io.waggle.system.history.EventFile;
import io.waggle.system.history.Verdict;
import io.waggle.system.network.Endpoint;
import io.waggle.system.server.WaggleProcess;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The users with their devices and groups, and the folder of their logs.
 *
 * @param endpoint the port that the devices connect to
 * @param serverState whether the server is available
 * @param failures of threads whose end is not awaited
 * @param changing how many changes of messages are being requested
 * @param lastExpiry when the last of the messages expires that expire at all
 */
record WalkSetup(
        WaggleProcess waggle,
        Endpoint endpoint,
        Path folder,
        ServerState serverState,
        StepCounter stepCounter,
        List<Login> users,
        List<String> groups,
        List<Device> devices,
        ConcurrentLinkedQueue<Throwable> failures,
        AtomicInteger changing,
        AtomicLong lastExpiry)
        implements AutoCloseable {

    private static final int DEVICES_EACH = 3;
    private static final int GROUPS = 4;

    /** Messages that expire do so after this time. */
    private static final long LIFE_MILLIS = 1_500;

    /** One in this number of users has devices with a stock client library. */
    private static final int LIBRARY_OF = 5;

    /** Prepares a walk. At first every user is in half of the groups. */
    static WalkSetup prepare(WaggleProcess waggle, Endpoint endpoint, Path folder, int userCount) {
        Api api = waggle.api();
        List<Login> users = api.newUsers("walker", userCount);
        List<String> groups = IntStream.range(0, GROUPS)
                .mapToObj(group -> openGroup(api, users.get(group)))
                .toList();
        for (int i = 0; i < userCount; i++) {
            for (int group = 0; group < GROUPS; group++) {
                if ((i + group) % 2 == 0 && i != group) {
                    join(api, users.get(i), groups.get(group)).expect(200);
                }
            }
        }
        WalkSetup walk = new WalkSetup(
                waggle,
                endpoint,
                folder,
                new ServerState(new EventFile(folder, "server")),
                new StepCounter(),
                users,
                groups,
                new ArrayList<>(),
                new ConcurrentLinkedQueue<>(),
                new AtomicInteger(),
                new AtomicLong());
        for (int i = 0; i < userCount; i++) {
            walk.addDevices(i);
        }
        return walk;
    }

    private static String openGroup(Api api, Login owner) {
        String gid = api.group(owner, "walkers of " + owner.username(), List.of());
        api.patch(owner, "/v1/groups/" + gid, Api.object().put("joinPolicy", "open"))
                .expect(200);
        return gid;
    }

    static Answer join(Api api, Login user, String gid) {
        return api.post(user.accessToken(), "/v1/groups/" + gid + "/join", Api.object());
    }

    /** Adds two plain devices, one for each version of MQTT, and one that tracks its own position. */
    private void addDevices(int user) {
        Api api = waggle.api();
        Login first = users.get(user);
        boolean usesLibrary = user % LIBRARY_OF == 0;
        for (int i = 0; i < DEVICES_EACH; i++) {
            Login login = i == 0 ? first : api.login(first.username());
            EventFile log = new EventFile(folder, "device-" + login.did());
            devices.add(
                    i == 2
                            ? new BatchDevice(this, user, login, log)
                            : new PlainDevice(this, user, login, log, i == 0, usesLibrary));
        }
    }

    /** Returns a time at which a message is to expire, as in JSON. */
    String expireSoon() {
        long expiresAt = System.currentTimeMillis() + LIFE_MILLIS;
        lastExpiry.accumulateAndGet(expiresAt, Math::max);
        return Instant.ofEpochMilli(expiresAt).toString();
    }

    /** Fails if a thread has failed whose end is not awaited. */
    void check(Verdict verdict) {
        failures.forEach(failure -> {
            throw new AssertionError("a background thread failed; " + verdict, failure);
        });
    }

    @Override
    public void close() {
        devices.forEach(Device::close);
        serverState.close();
    }
}
