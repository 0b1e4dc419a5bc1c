package io.waggle.im.message;

import io.waggle.im.log.Lifetime;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Send;
import org.springframework.stereotype.Service;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Messages that come over HTTP: each names where it goes, and its sender waits for the commit. */
@Service
public class Posting {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Messages messages;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Posting(Messages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Sends a message and waits, so call it on a thread that may.
     *
     * @param device the one that is not sent it again; 0: none
     * @param body the JSON form of a message with the member {@code to}
     * @throws Refused if it was not sent; or, if the code is retryable, that is not known
     */
    public Sent post(Id sender, Id device, byte[] body) {
        Payloads.Addressed addressed = Payloads.readAddressed(body);
        Send send = addressed.send();
        return switch (await(messages.send(new SendCommand(
                sender,
                device,
                addressed.to(),
                send.getId().isEmpty() ? MessageIds.next(clock, random) : send.getId(),
                send.getContent(),
                Lifetime.of(send))))) {
            case SendOutcome.Committed(Id conversation, long seq, long at) -> Sent.of(conversation, seq, at);
            case SendOutcome.Rejected(ErrorCode code, String detail) -> throw new Refused(code, detail);
        };
    }

    private static SendOutcome await(CompletableFuture<SendOutcome> outcome) {
        try {
            return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Refused(ErrorCode.UNAVAILABLE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.UNAVAILABLE);
        } catch (ExecutionException fault) {
            throw new IllegalStateException("a message failed", fault.getCause());
        }
    }
}
