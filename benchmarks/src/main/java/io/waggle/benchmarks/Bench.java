package io.waggle.benchmarks;

import io.waggle.benchmarks.WaggleUsers.User;
import io.waggle.standalone.Waggle;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ./waggle bench}: one-to-one among 200 users, and a group of 500, on Waggle and on the bare relay in turn.
 *
 * <p>Options: {@code --quick} for a run of a minute or two whose figures only show that everything works.
 */
public final class Bench {

    private static final int USERS = 200;
    private static final int MEMBERS = 500;
    private static final int GROUP_SENDERS = 20;

    /** As people chat: the next message when the last one is acknowledged. */
    private static final int WINDOW = 1;

    private final Scale scale;
    private final Path folder;
    private final Messages messages = new Messages();

    /** How many messages are sent before and while measuring. */
    private record Scale(long warmUp, long measured, long groupWarmUp, long groupMeasured, int rounds) {
        static final Scale FULL = new Scale(200_000, 100_000, 1_500, 1_000, 3);
        static final Scale QUICK = new Scale(5_000, 5_000, 50, 50, 1);
    }

    private Bench(Scale scale, Path folder) {
        this.scale = scale;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        Scale scale = List.of(arguments).contains("--quick") ? Scale.QUICK : Scale.FULL;
        Path folder = Files.createTempDirectory("waggle-bench");
        new Bench(scale, folder).run();
    }

    private void run() throws Exception {
        int http = freePort();
        int mqtt = freePort();
        int bare = freePort();
        say("Starting Waggle and a bare relay, data in " + folder);
        try (Server waggle = startWaggle(http, mqtt);
                Server relay = Server.start(
                        folder.resolve("bare.log"),
                        Map.of(),
                        Server.READY,
                        BareRelay.class.getName(),
                        folder.resolve("bare").toString(),
                        Integer.toString(bare));
                Generator generator = new Generator()) {
            WaggleUsers users = new WaggleUsers(http);
            oneToOne(generator, users, waggle, mqtt, relay, bare);
            group(generator, users, waggle, mqtt, relay, bare);
        }
    }

    private void oneToOne(Generator generator, WaggleUsers users, Server waggle, int mqtt, Server relay, int bare)
            throws Exception {
        say("One to one: " + USERS + " users in pairs, each with one message under way");
        List<User> all = users.register("pair", USERS);
        Map<String, String> waggleTopics = new HashMap<>();
        Map<String, String> bareTopics = new HashMap<>();
        for (int i = 0; i < USERS; i += 2) {
            User one = all.get(i);
            User other = all.get(i + 1);
            users.befriend(one, other);
            waggleTopics.put("d/" + one.did(), "to/u/" + other.uid());
            waggleTopics.put("d/" + other.did(), "to/u/" + one.uid());
            bareTopics.put("d/" + one.did(), "d/" + other.did());
            bareTopics.put("d/" + other.did(), "d/" + one.did());
        }
        List<Peer.Login> logins = all.stream()
                .map(user -> new Peer.Login(user.did(), user.token(), "d/" + user.did()))
                .toList();
        Subject waggleSubject = subject("Waggle, durable", generator, waggle, mqtt, logins, waggleTopics, 1, USERS);
        Subject bareSubject = subject("bare relay", generator, relay, bare, logins, bareTopics, 1, USERS);
        compare(waggleSubject, bareSubject, scale.warmUp, scale.measured, "message");
        waggleSubject.disconnect();
        bareSubject.disconnect();
    }

    private void group(Generator generator, WaggleUsers users, Server waggle, int mqtt, Server relay, int bare)
            throws Exception {
        say("Group of " + MEMBERS + ", " + GROUP_SENDERS + " of them sending");
        List<User> all = users.register("member", MEMBERS);
        User owner = all.getFirst();
        List<User> others = all.subList(1, MEMBERS);
        for (User other : others) {
            users.befriend(owner, other);
        }
        String gid = users.group(owner, others);
        String topic = "g/" + gid;
        List<Peer.Login> logins = all.stream()
                .map(user -> new Peer.Login(user.did(), user.token(), topic))
                .toList();
        Subject waggleSubject = subject(
                "Waggle, durable",
                generator,
                waggle,
                mqtt,
                logins,
                Map.of(topic, "to/g/" + gid),
                MEMBERS - 1,
                GROUP_SENDERS);
        // The bare relay sends the sender its own message too.
        Subject bareSubject =
                subject("bare relay", generator, relay, bare, logins, Map.of(topic, topic), MEMBERS, GROUP_SENDERS);
        compare(waggleSubject, bareSubject, scale.groupWarmUp, scale.groupMeasured, "delivery");
        waggleSubject.disconnect();
        bareSubject.disconnect();
    }

    /** In turn, several times, so that what else the machine does falls on both. */
    private void compare(Subject waggle, Subject bare, long warmUp, long measured, String unit) throws Exception {
        say("  warming up with " + warmUp + " messages each");
        bare.warmUp(warmUp);
        waggle.warmUp(warmUp);
        Ratios atFullSpeed = new Ratios();
        double rate = 0;
        for (int round = 1; round <= scale.rounds; round++) {
            Figures bareFigures = bare.atFullSpeed(measured);
            Figures waggleFigures = waggle.atFullSpeed(measured);
            print(bare.name(), bareFigures, unit);
            print(waggle.name(), waggleFigures, unit);
            atFullSpeed.add(waggleFigures, bareFigures);
            rate = waggleFigures.perSecond() / 2;
        }
        say("  each at its full speed, Waggle / bare relay: %s".formatted(atFullSpeed));
        Ratios atOneRate = new Ratios();
        for (int round = 1; round <= scale.rounds; round++) {
            Figures bareFigures = bare.atRate(measured, rate);
            Figures waggleFigures = waggle.atRate(measured, rate);
            print(bare.name(), bareFigures, unit);
            print(waggle.name(), waggleFigures, unit);
            atOneRate.add(waggleFigures, bareFigures);
        }
        say("  both at half of Waggle's speed, Waggle / bare relay: %s%n".formatted(atOneRate));
    }

    private Subject subject(
            String name,
            Generator generator,
            Server server,
            int port,
            List<Peer.Login> logins,
            Map<String, String> topicOf,
            int receivers,
            int senders)
            throws Exception {
        Load load = new Load(
                new Load.Traffic() {
                    @Override
                    public String topicFor(Peer sender) {
                        return topicOf.getOrDefault(sender.topic(), "");
                    }

                    @Override
                    public byte[] payload() {
                        return messages.next();
                    }

                    @Override
                    public int receiversOfOne() {
                        return receivers;
                    }
                },
                WINDOW);
        List<Peer> peers = generator.connect(port, logins, load);
        return new Subject(name, server, load, peers, senders, receivers);
    }

    private Server startWaggle(int http, int mqtt) throws IOException, InterruptedException {
        return Server.start(
                folder.resolve("waggle.log"),
                Map.of("WAGGLE_ACCOUNTS_BCRYPT_STRENGTH", "4"),
                "Waggle is ready",
                Waggle.class.getName(),
                "--data",
                folder.resolve("data").toString(),
                "--http",
                Integer.toString(http),
                "--mqtt",
                Integer.toString(mqtt),
                "--ws",
                Integer.toString(freePort()),
                "--s3",
                Integer.toString(freePort()));
    }

    private static void print(String name, Figures figures, String unit) {
        System.out.printf(
                "  %-16s %7.0f messages/s   ack p50 %7.2f ms, p99 %7.2f ms   %6.1f µs of processor per %s (database %.1f)%n",
                name,
                figures.perSecond(),
                figures.p50Millis(),
                figures.p99Millis(),
                figures.cpuMicros(),
                unit,
                figures.databaseMicros());
    }

    /** Processor time per message or delivery, one ratio per round. */
    private static final class Ratios {

        private final List<Double> ratios = new ArrayList<>();

        void add(Figures waggle, Figures bare) {
            ratios.add(waggle.cpuMicros() / bare.cpuMicros());
        }

        @Override
        public String toString() {
            ratios.sort(null);
            return "%.1f of processor time (%.1f to %.1f in %d rounds)"
                    .formatted(ratios.get(ratios.size() / 2), ratios.getFirst(), ratios.getLast(), ratios.size());
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
