package io.waggle.fabric;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NatsFabricIT extends FabricContract {

    private static NatsServer server;

    private Fabric fabric;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = NatsServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        fabric = NatsFabric.connect(server.url());
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    @Override
    protected Fabric fabric() {
        return fabric;
    }

    @Test
    void onLoss_theServerWasAway_isToldWhenListenersAreHeardAgain() throws Exception {
        BlockingQueue<Duration> lost = new LinkedBlockingQueue<>();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (NatsServer ownServer = NatsServer.start();
                Fabric own = NatsFabric.connect(ownServer.url())) {
            own.onLoss(new Fabric.LossListener() {
                @Override
                public void begins() {
                    lost.add(Duration.ZERO);
                }

                @Override
                public void isOver(Duration lasted) {
                    lost.add(lasted);
                }
            });
            own.listen("bees", body -> heard.add(new String(body, UTF_8)));
            ownServer.kill();
            try (NatsServer again = ownServer.again()) {
                assertThat(again.url()).isEqualTo(ownServer.url());
                assertThat(lost.poll(20, TimeUnit.SECONDS)).isZero();
                assertThat(lost.poll(20, TimeUnit.SECONDS)).isPositive();
                own.publish("bees", "buzz".getBytes(UTF_8));
                assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("buzz");
            }
        }
    }

    @Test
    void request_answerTooLarge_hasNoAnswerAtOnce() {
        fabric.serve("much", body -> CompletableFuture.completedFuture(new byte[2_000_000]));

        assertThat(fabric.request("much", new byte[0], Duration.ofMinutes(1)))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .withCauseInstanceOf(NoAnswer.class);
    }

    @Test
    void connect_noServer_fails() {
        assertThatThrownBy(() -> NatsFabric.connect("nats://127.0.0.1:1")).isInstanceOf(IOException.class);
    }
}
