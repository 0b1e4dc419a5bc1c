package io.waggle.system;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import static io.waggle.system.Eventually.PATIENCE;
import static io.waggle.system.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** mosquitto_sub, ended by SIGTERM and started again and again while others write: all that it printed is the whole stream. */
@ExtendWith(Waggles.class)
@Needs(
        programs = {"mosquitto_sub", "stdbuf"},
        from = "apt-get install mosquitto-clients coreutils")
class MosquittoQueueIT {

    private static final int RESTARTS = 50;
    private static final int PRINTED_EACH = 4;
    private static final Pattern GOODBYE = Pattern.compile("Client \\S+ sending DISCONNECT\n");

    private final WaggleProcess waggle;
    private final Api api;

    MosquittoQueueIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
    }

    /**
     * What one run of the program did.
     *
     * @param printed numbers
     * @param acknowledged how many of them it had acknowledged when it said goodbye
     */
    private record Run(List<Long> printed, int acknowledged) {}

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void subscribe_fiftyTimesDuringAStream_printsAllInOrder(String version) throws Exception {
        List<Login> two = api.newFriends();
        Login alice = two.getFirst();
        Login bob = two.getLast();
        AtomicBoolean ends = new AtomicBoolean();
        List<Run> runs = new ArrayList<>();
        Thread stream = Thread.ofVirtual().start(() -> talk(alice, bob, ends));
        long start = System.nanoTime();
        try {
            for (int i = 0; i < RESTARTS; i++) {
                runs.add(run(bob, version, PRINTED_EACH));
            }
        } finally {
            ends.set(true);
            stream.join();
        }
        long head = head(bob, alice);
        runs.add(runUntil(bob, version, head));

        assertInOrder(runs, head);
        long printed = runs.stream().mapToLong(run -> run.printed().size()).sum();
        System.out.println("MosquittoQueueIT: " + RESTARTS + " restarts of MQTT " + version + " in "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms, " + head + " messages, "
                + (printed - head) + " printed twice");
    }

    /** Each run goes on behind what the one before had acknowledged, and leaves nothing out. */
    private static void assertInOrder(List<Run> runs, long head) {
        long last = 0;
        long acknowledged = 0;
        for (Run run : runs) {
            List<Long> printed = run.printed();
            if (!printed.isEmpty()) {
                assertThat(printed.getFirst()).isGreaterThan(acknowledged).isLessThanOrEqualTo(last + 1);
                assertThat(printed)
                        .isEqualTo(LongStream.rangeClosed(printed.getFirst(), printed.getLast())
                                .boxed()
                                .toList());
                last = printed.getLast();
                acknowledged = run.acknowledged() == 0 ? acknowledged : printed.get(run.acknowledged() - 1);
            }
        }
        assertThat(last).isEqualTo(head);
    }

    private void talk(Login from, Login to, AtomicBoolean ends) {
        try (Phone sender = Dialing.to(waggle, from).connect()) {
            for (int i = 0; !ends.get(); i++) {
                sender.say(to.inbox(), "m" + i);
            }
        }
    }

    private Run run(Login login, String version, int atLeast) {
        return run(login, version, talk -> printed(talk).size() >= atLeast);
    }

    private Run runUntil(Login login, String version, long head) {
        return run(login, version, talk -> printed(talk).contains(head));
    }

    private interface Enough {
        boolean isReached(Talk talk);
    }

    private Run run(Login login, String version, Enough enough) {
        Talk talk = new Mosquitto(waggle, login, version).subscribe(List.of(login.deviceTopic()));
        try {
            eventually("mosquitto_sub prints; it said " + talk.lines(), () -> enough.isReached(talk));
        } finally {
            talk.close();
        }
        end(talk);
        List<Long> printed = printed(talk);
        return new Run(printed, Math.min(acknowledged(talk), printed.size()));
    }

    private static void end(Talk talk) {
        try {
            talk.awaitEnd(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static List<Long> printed(Talk talk) {
        return wholeLines(talk)
                .filter(line -> line.startsWith("RECEIVED d/"))
                .map(line -> HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1)))
                .map(json -> Api.JSON.readTree(new String(json, StandardCharsets.UTF_8)))
                .filter(json -> json.has("seq"))
                .map(json -> json.path("seq").asLong())
                .toList();
    }

    /** What it acknowledges after its goodbye nobody hears. */
    private static int acknowledged(Talk talk) {
        return (int) talk.lines().stream()
                .takeWhile(line -> !line.contains("sending DISCONNECT"))
                .filter(line -> line.contains("sending PUBACK"))
                .count();
    }

    /** It says goodbye in its signal handler, which may be in the middle of a line. */
    private static Stream<String> wholeLines(Talk talk) {
        String said = String.join("\n", talk.lines()) + "\n";
        return GOODBYE.matcher(said).replaceAll("").lines();
    }

    private long head(Login reader, Login peer) {
        return api.history(reader, api.conversationWith(reader, peer)).getLast().seq();
    }
}
