package io.waggle.im.revision;

import io.waggle.im.conversation.Conversation;
import io.waggle.im.log.StoredEntry;
import io.waggle.im.message.VisibleMessages;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/** Finds the message that a user wants to recall or edit, and checks what both have in common. */
@Component
class Revisable {

    private final VisibleMessages messages;
    private final Clock clock;

    Revisable(VisibleMessages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    Conversation conversation(Id id) {
        return messages.conversation(id);
    }

    /** See {@link VisibleMessages#visible}. */
    StoredEntry visible(Id uid, Conversation conversation, long seq) {
        return messages.visible(uid, conversation, seq);
    }

    /** See {@link VisibleMessages#find}. */
    StoredEntry find(Conversation conversation, long seq) {
        return messages.find(conversation, seq);
    }

    /** @throws Refused if the message is older than that */
    void checkAge(StoredEntry message, Duration limit, String what) {
        if (clock.millis() - message.createdAt() > limit.toMillis()) {
            throw new Refused(
                    ErrorCode.TOO_LATE,
                    limit.isZero()
                            ? "messages cannot be " + what + " here"
                            : "a message can be " + what + " for " + inWords(limit) + " after it was sent");
        }
    }

    private static String inWords(Duration limit) {
        return limit.toSecondsPart() == 0 && limit.toMinutes() > 0
                ? limit.toMinutes() + (limit.toMinutes() == 1 ? " minute" : " minutes")
                : limit.toSeconds() + " seconds";
    }
}
