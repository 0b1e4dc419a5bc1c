package io.waggle.im.message;

import io.waggle.im.log.Committed;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.Draft;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Send;
import org.springframework.stereotype.Service;

import java.security.SecureRandom;
import java.time.Clock;

/** Sends messages that arrive over HTTP. Each message names its target, and the call waits for the commit. */
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
     * Sends a message and waits for the commit. Call it on a thread that may wait.
     *
     * @param device the device that does not receive the message; {@link Draft#NO_DEVICE} if there is none
     * @param body the JSON form of a message with the property {@code to}
     * @throws Refused if it was not sent. If the code is retryable, it is not known whether it was sent
     */
    public Committed post(Id sender, Id device, byte[] body) {
        Payloads.Addressed addressed = Payloads.readAddressed(body);
        Send send = addressed.send();
        Draft draft = Draft.of(sender, device, MessageIds.of(send, clock, random), send);
        return ConversationLog.await(messages.send(addressed.to(), draft));
    }
}
