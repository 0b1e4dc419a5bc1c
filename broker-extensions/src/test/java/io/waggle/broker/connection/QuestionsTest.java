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

class QuestionsTest {

    private final InProcessFabric fabric = new InProcessFabric();
    private final List<CompletableFuture<byte[]>> asked = new ArrayList<>();
    private final Questions questions = new Questions(fabric, 2);

    QuestionsTest() {
        fabric.serve("why", body -> {
            CompletableFuture<byte[]> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        });
    }

    @Test
    void ask_moreThanAtOnce_waitInLine() {
        ask(connection(1));
        ask(connection(2));
        CompletionStage<byte[]> third = ask(connection(3));
        assertThat(asked).hasSize(2);

        asked.getFirst().complete(new byte[0]);
        assertThat(asked).hasSize(3);
        asked.getLast().complete(new byte[] {7});

        assertThat(third.toCompletableFuture().join()).containsExactly(7);
    }

    @Test
    void ask_goneByItsTurn_isNotAsked() {
        ask(connection(1));
        ask(connection(2));
        DeviceConnection gone = connection(3);
        CompletionStage<byte[]> third = ask(gone);
        ask(connection(4));

        gone.enter(DeviceConnection.Stage.CLOSED);
        asked.getFirst().complete(new byte[0]);

        assertThat(third.toCompletableFuture()).isCancelled();
        assertThat(asked).hasSize(3);
    }

    @Test
    void ask_failed_givesItsPlaceToTheNext() {
        CompletionStage<byte[]> first = ask(connection(1));
        ask(connection(2));
        ask(connection(3));

        asked.getFirst().completeExceptionally(new IllegalStateException("on purpose"));

        assertThat(first).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(NoAnswer.class);
        assertThat(asked).hasSize(3);
    }

    private CompletionStage<byte[]> ask(DeviceConnection connection) {
        return questions.ask(connection, "why", new byte[0]);
    }

    private static DeviceConnection connection(long number) {
        return new DeviceConnection(number, new Id(1), new Id(number), Format.JSON, true);
    }
}
