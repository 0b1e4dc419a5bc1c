package io.waggle.system.delivery;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.client.Phone;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static io.waggle.system.time.Eventually.TIMEOUT;
import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * mosquitto_sub is ended by SIGTERM and restarted many times while others write: all its output together is the whole stream.
 *
 * <p>The program acknowledges a message before it prints it, so the message in progress when the signal arrives may be
 * acknowledged and never printed. It logs an acknowledgement before it sends it, so the last ones may never be sent; the test
 * therefore takes the delivery cursor that the sender sees. Its signal handler logs and so takes a lock that the program may
 * hold already; then the program never ends and is killed, which the server cannot distinguish from a broken connection.
 */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"mosquitto_sub", "stdbuf"},
        install = "apt-get install mosquitto-clients coreutils")
class MosquittoQueueIT {

    private static final int RESTARTS = 50;
    private static final int PRINTED_EACH = 4;

    /**
     * The stream may be at most this far ahead of the output. While a program does not end, the stream could grow by thousands
     * of messages, and the device would get a gap notice.
     */
    private static final int AHEAD = 400;

    private static final Pattern DISCONNECT_LINE = Pattern.compile("Client \\S+ sending DISCONNECT\n");

    private final WaggleProcess waggle;
    private final Api api;
    private int stuck;

    MosquittoQueueIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
    }

    /**
     * The result of one run of the program.
     *
     * @param printed numbers
     * @param acknowledged the last one that it logged as acknowledged before its DISCONNECT
     * @param arrived the last one whose acknowledgement the server had stored by then
     */
    private record Run(List<Long> printed, long acknowledged, long arrived) {}

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void subscribe_fiftyTimesDuringAStream_printsAllInOrder(String version) throws Exception {
        List<Login> two = api.newFriends();
        Login alice = two.getFirst();
        Login bob = two.getLast();
        AtomicBoolean stop = new AtomicBoolean();
        Semaphore room = new Semaphore(AHEAD);
        List<Run> runs = new ArrayList<>();
        Thread stream = Thread.ofVirtual().start(() -> sendStream(alice, bob, room, stop));
        long start = System.nanoTime();
        long printedTo = 0;
        try {
            for (int i = 0; i < RESTARTS; i++) {
                runs.add(run(alice, bob, version, printed -> printed.size() >= PRINTED_EACH));
                long last = runs.getLast().printed().getLast();
                room.release((int) Math.max(0, last - printedTo));
                printedTo = Math.max(printedTo, last);
            }
        } finally {
            stop.set(true);
            room.release();
            stream.join();
        }
        long head = head(bob, alice);
        runs.add(run(alice, bob, version, printed -> printed.contains(head)));

        assertInOrder(runs, head);
        assertThat(afterRest(alice, bob, version)).containsExactly(head + 1);
        long printed = runs.stream().mapToLong(run -> run.printed().size()).sum();
        System.out.println("MosquittoQueueIT: " + RESTARTS + " restarts of MQTT " + version + " in "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms, " + head + " messages, "
                + (printed - head) + " printed twice, " + stuck + " programs killed because they did not end");
    }

    /** Each run continues after the last acknowledgement of the previous run that arrived, and leaves nothing out. */
    private static void assertInOrder(List<Run> runs, long head) {
        Run before = new Run(List.of(0L), 0, 0);
        for (Run run : runs) {
            List<Long> printed = run.printed();
            long first = printed.getFirst();
            assertThat(first)
                    .isGreaterThan(before.arrived())
                    .isLessThanOrEqualTo(Math.max(before.printed().getLast(), before.acknowledged()) + 1);
            assertThat(printed)
                    .isEqualTo(LongStream.rangeClosed(first, printed.getLast())
                            .boxed()
                            .toList());
            assertThat(run.acknowledged()).isBetween(first - 1, printed.getLast() + 1);
            assertThat(run.arrived()).isLessThanOrEqualTo(Math.max(before.acknowledged(), run.acknowledged()));
            before = run;
        }
        assertThat(before.printed().getLast()).isEqualTo(head);
    }

    /** Returns the output after a DISCONNECT without traffic, when all acknowledgements had arrived, and one more message. */
    private List<Long> afterRest(Login alice, Login bob, String version) throws InterruptedException {
        try (Phone sender = ConnectOptions.of(waggle, alice).connect()) {
            sender.say(bob.inbox(), "one more");
        }
        return run(alice, bob, version, printed -> !printed.isEmpty()).printed();
    }

    private void sendStream(Login from, Login to, Semaphore room, AtomicBoolean stop) {
        try (Phone sender = ConnectOptions.of(waggle, from).connect()) {
            for (int i = 0; !stop.get(); i++) {
                sender.say(to.inbox(), "m" + i);
                room.acquireUninterruptibly();
            }
        }
    }

    private Run run(Login sender, Login login, String version, Predicate<List<Long>> enough)
            throws InterruptedException {
        RunningProgram subscriber = new Mosquitto(waggle, login, version).subscribe(List.of(login.deviceTopic()));
        try {
            eventually(
                    "mosquitto_sub prints enough; its output: " + subscriber.lines(),
                    () -> enough.test(printed(subscriber)));
        } finally {
            stuck += subscriber.stopOrKill(TIMEOUT) ? 1 : 0;
        }
        List<Long> printed = printed(subscriber);
        return new Run(printed, printed.getFirst() - 1 + acknowledged(subscriber), delivered(sender, login));
    }

    /** The login is the only device of its user. */
    private long delivered(Login sender, Login login) {
        return api.get(sender, "/v1/conversations/" + api.conversationWith(sender, login) + "/receipts")
                .expect(200)
                .path("items")
                .path(0)
                .path("deliveredSeq")
                .asLong(0);
    }

    private static List<Long> printed(RunningProgram subscriber) {
        return messages(subscriber).stream()
                .map(line -> HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1)))
                .map(json -> Api.JSON.readTree(new String(json, StandardCharsets.UTF_8)))
                .filter(json -> json.has("seq"))
                .map(json -> json.path("seq").asLong())
                .toList();
    }

    /** The output that the signal interrupts may be written twice: then more lines are printed than messages were received. */
    private static List<String> messages(RunningProgram subscriber) {
        List<String> lines = wholeLines(subscriber).toList();
        List<String> printed =
                lines.stream().filter(line -> line.startsWith("RECEIVED d/")).toList();
        long received =
                lines.stream().filter(line -> line.contains("received PUBLISH")).count();
        boolean again = printed.size() > received
                && printed.getLast().equals(printed.reversed().get(1));
        return again ? printed.subList(0, printed.size() - 1) : printed;
    }

    /** Acknowledgements after the DISCONNECT do not count, because the server does not read them. */
    private static int acknowledged(RunningProgram subscriber) {
        return (int) subscriber.lines().stream()
                .takeWhile(line -> !line.contains("sending DISCONNECT"))
                .filter(line -> line.contains("sending PUBACK"))
                .count();
    }

    /** The signal handler logs the DISCONNECT, perhaps in the middle of a line. */
    private static Stream<String> wholeLines(RunningProgram subscriber) {
        String output = String.join("\n", subscriber.lines()) + "\n";
        return DISCONNECT_LINE.matcher(output).replaceAll("").lines();
    }

    private long head(Login reader, Login peer) {
        return api.history(reader, api.conversationWith(reader, peer)).getLast().seq();
    }
}
