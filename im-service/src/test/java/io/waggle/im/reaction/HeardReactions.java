package io.waggle.im.reaction;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.im.Envelopes;
import io.waggle.im.RunningService;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Reacted;
import io.waggle.protocol.v1.ReactionsChanged;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** The notices of reactions that a subject hears from now on. They come at a time of their own, which no answer waits for. */
final class HeardReactions {

    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<ReactionsChanged> changes = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reacted> reacted = new LinkedBlockingQueue<>();
    private final AtomicInteger heard = new AtomicInteger();

    HeardReactions(RunningService service, String subject) {
        service.fabric().listen(subject, body -> hear(Envelopes.parse(body)));
    }

    private void hear(Envelope envelope) {
        switch (envelope.getEventCase()) {
            case NOW -> {
                heard.incrementAndGet();
                changes.add(now(envelope).getReactions());
            }
            case DOWN -> {
                if (Envelopes.down(envelope).hasReacted()) {
                    reacted.add(Envelopes.down(envelope).getReacted());
                }
            }
            default -> {}
        }
    }

    private static Down now(Envelope envelope) {
        try {
            return Down.parseFrom(envelope.getNow());
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }

    ReactionsChanged nextChange() throws InterruptedException {
        ReactionsChanged change = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(change).as("a notice of changed reactions").isNotNull();
        return change;
    }

    Reacted nextReacted() throws InterruptedException {
        Reacted next = reacted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).as("a notice of a reaction").isNotNull();
        return next;
    }

    /** How many notices of changed reactions have come. */
    int count() {
        return heard.get();
    }
}
