package io.waggle.broker.connection;

import io.waggle.fabric.InProcessFabric;
import io.waggle.fabric.NoAnswer;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Format;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

class RequestQueueTest {

    private final InProcessFabric fabric = new InProcessFabric();
    private final List<CompletableFuture<byte[]>> asked = new ArrayList<>();
    private final RequestQueue requests = new RequestQueue(fabric, 2);

    RequestQueueTest() {
        fabric.serve("why", body -> {
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        });
    }

    @Test
    void request_moreThanAtOnce_waitInTheQueue() {
        request(connection(1));
        request(connection(2));
        CompletionStage<byte[]> third = request(connection(3));
        assertThat(asked).hasSize(2);

        asked.getFirst().complete(new byte[0]);
        assertThat(asked).hasSize(3);
        asked.getLast().complete(new byte[] {7});

        assertThat(third.toCompletableFuture().join()).containsExactly(7);
    }

    @Test
    void request_unwantedAtItsTurn_isNotSent() {
        request(connection(1));
        request(connection(2));
        DeviceConnection gone = connection(3);
        CompletionStage<byte[]> third = request(gone);
        request(connection(4));

        gone.enter(DeviceConnection.Stage.CLOSED);
        asked.getFirst().complete(new byte[0]);

        assertThat(third.toCompletableFuture()).isCancelled();
        assertThat(asked).hasSize(3);
    }

    @Test
    void request_failed_nextIsSent() {
        CompletionStage<byte[]> first = request(connection(1));
        request(connection(2));
        request(connection(3));

        asked.getFirst().completeExceptionally(new IllegalStateException("on purpose"));

        assertThat(first).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(NoAnswer.class);
        assertThat(asked).hasSize(3);
    }

    private CompletionStage<byte[]> request(DeviceConnection connection) {
        return requests.request(connection, "why", new byte[0]);
    }

    private static DeviceConnection connection(long number) {
        return new DeviceConnection(number, new Id(1), new Id(number), Format.JSON, true);
    }
}
