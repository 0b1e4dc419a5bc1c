package io.waggle.im.revision;

import io.waggle.im.log.StoredEntry;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/** Refuses what comes too long after a message was sent. */
@Component
class MessageAge {

    private final Clock clock;

    MessageAge(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param what what is done to the message: "edited", "recalled"
     * @throws Refused if the message is older than the limit
     */
    void check(StoredEntry message, Duration limit, String what) {
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
