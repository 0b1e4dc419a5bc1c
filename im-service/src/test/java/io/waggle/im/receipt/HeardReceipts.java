package io.waggle.im.receipt;

import io.waggle.im.Envelopes;
import io.waggle.im.RunningService;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Down;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The receipts that a subject hears from now on. They come at a time of their own, which no answer waits for. */
public final class HeardReceipts {

    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<Down> heard = new LinkedBlockingQueue<>();

    public HeardReceipts(RunningService service, String subject) {
        service.fabric().listen(subject, body -> {
            Envelope envelope = Envelopes.parse(body);
            if (Envelopes.isReceipt(envelope)) {
                heard.add(Envelopes.down(envelope));
            }
        });
    }

    public Down next() throws InterruptedException {
        Down down = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(down).as("a receipt").isNotNull();
        return down;
    }

    /** Whether none is there that was not taken. */
    boolean none() {
        return heard.isEmpty();
    }
}
