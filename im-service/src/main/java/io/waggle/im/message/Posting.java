package io.waggle.im.message;

import io.waggle.im.log.Committed;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.Draft;
import io.waggle.im.log.EntryBody;
import io.waggle.im.log.Lifetime;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Send;
import org.springframework.stereotype.Service;

import java.security.SecureRandom;
import java.time.Clock;

/** The sending of messages over HTTP: each names its target, and its sender waits for the commit. */
@Service
public class Posting {

    private final Messages messages;
    private final Clock clock;
    private final SecureRandom random;

    Posting(Messages messages, Clock clock, SecureRandom random) {
        this.messages = messages;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Sends a message and waits, so call it on a thread that may.
     *
     * @param device the device that is not sent the message; {@link Draft#NO_DEVICE}: there is none
     * @param body the JSON form of a message with the member {@code to}
     * @throws Refused if it was not sent; or, if the code is retryable, that is not known
     */
    public Committed post(Id sender, Id device, byte[] body) {
        Payloads.Addressed addressed = Payloads.readAddressed(body);
        Send send = addressed.send();
        Draft draft = new Draft(
                sender,
                device,
                send.getId().isEmpty() ? MessageIds.next(clock, random) : send.getId(),
                new EntryBody.Said(send.getContent()),
                Lifetime.of(send));
        return ConversationLog.await(messages.send(addressed.to(), draft));
    }
}
