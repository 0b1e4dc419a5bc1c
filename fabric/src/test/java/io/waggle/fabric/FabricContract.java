package io.waggle.fabric;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every fabric does. One object may stand for two processes that share it. */
abstract class FabricContract {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    protected abstract Fabric fabric();

    @Test
    void request_isServed_givesTheAnswer() {
        fabric().serve("greet", body -> CompletableFuture.completedFuture(bytes("hello " + text(body))));

        assertThat(text(fabric().request("greet", bytes("bee"), DEADLINE).join()))
                .isEqualTo("hello bee");
    }

    @Test
    void request_isAnsweredLater_givesTheAnswer() {
        CompletableFuture<byte[]> later = new CompletableFuture<>();
        fabric().serve("slow", body -> later);

        CompletableFuture<byte[]> answer = fabric().request("slow", bytes("?"), DEADLINE);
        later.complete(bytes("!"));

        assertThat(text(answer.join())).isEqualTo("!");
    }

    @Test
    void request_emptyAnswer_isAnAnswer() {
        fabric().serve("empty", body -> CompletableFuture.completedFuture(new byte[0]));

        assertThat(fabric().request("empty", new byte[0], DEADLINE).join()).isEmpty();
    }

    @Test
    void request_nobodyServes_hasNoAnswerAtOnce() {
        assertNoAnswer(fabric().request("nobody", bytes("?"), Duration.ofMinutes(1)));
    }

    @Test
    void request_serverThrows_hasNoAnswerAtOnce() {
        fabric().serve("broken", body -> {
            throw new IllegalStateException("on purpose");
        });

        assertNoAnswer(fabric().request("broken", bytes("?"), Duration.ofMinutes(1)));
    }

    @Test
    void request_stageFails_hasNoAnswerAtOnce() {
        fabric().serve("fails", body -> CompletableFuture.failedFuture(new IllegalStateException("on purpose")));

        assertNoAnswer(fabric().request("fails", bytes("?"), Duration.ofMinutes(1)));
    }

    @Test
    void request_deadlinePasses_hasNoAnswer() {
        fabric().serve("silent", body -> new CompletableFuture<>());

        assertNoAnswer(fabric().request("silent", bytes("?"), Duration.ofMillis(50)));
    }

    @Test
    void request_twoServe_oneAnswers() {
        fabric().serve("shared", body -> {
            heard.add("first");
            return CompletableFuture.completedFuture(body);
        });
        fabric().serve("shared", body -> {
            heard.add("second");
            return CompletableFuture.completedFuture(body);
        });

        fabric().request("shared", bytes("?"), DEADLINE).join();

        assertThat(heard).hasSize(1);
    }

    @Test
    void serve_closed_servesNoMore() {
        fabric().serve("gone", body -> CompletableFuture.completedFuture(body)).close();

        assertNoAnswer(fabric().request("gone", bytes("?"), Duration.ofMinutes(1)));
    }

    @Test
    void publish_twoListen_bothHear() throws InterruptedException {
        fabric().listen("news", body -> heard.add("a:" + text(body)));
        fabric().listen("news", body -> heard.add("b:" + text(body)));

        fabric().publish("news", bytes("1"));

        assertThat(List.of(next(), next())).containsExactlyInAnyOrder("a:1", "b:1");
    }

    @Test
    void publish_many_areHeardInOrder() throws InterruptedException {
        fabric().listen("counted", body -> heard.add(text(body)));
        List<String> numbers =
                IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();

        numbers.forEach(number -> fabric().publish("counted", bytes(number)));

        for (String number : numbers) {
            assertThat(next()).isEqualTo(number);
        }
    }

    @Test
    void publish_listenerThrows_othersAndLaterOnesHear() throws InterruptedException {
        fabric().listen("rough", body -> {
            throw new IllegalStateException("on purpose");
        });
        fabric().listen("rough", body -> heard.add(text(body)));

        fabric().publish("rough", bytes("1"));
        fabric().publish("rough", bytes("2"));

        assertThat(List.of(next(), next())).containsExactly("1", "2");
    }

    @Test
    void listen_closed_hearsNoMore() throws InterruptedException {
        Fabric.Registration first = fabric().listen("quiet", body -> heard.add("first"));
        first.close();
        fabric().listen("quiet", body -> heard.add("second"));

        fabric().publish("quiet", bytes("1"));

        assertThat(next()).isEqualTo("second");
        assertThat(heard).isEmpty();
    }

    private String next() throws InterruptedException {
        String next = heard.poll(20, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    private static void assertNoAnswer(CompletableFuture<byte[]> answer) {
        assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(NoAnswer.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
