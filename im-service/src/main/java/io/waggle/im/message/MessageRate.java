package io.waggle.im.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.waggle.im.conversation.Conversation;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/**
 * Limits how often a user may write into a conversation, with a token bucket for each that refills steadily.
 *
 * <p>The buckets are in memory: one im-service writes to a database ({@code DatabaseClaim}), and after a restart all are full. A
 * bucket that has had time to refill equals a new one and is removed.
 */
@Component
final class MessageRate {

    private static final int REMEMBERED = 200_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final RateProperties properties;
    private final Clock clock;
    private final Cache<Writer, Bucket> buckets;

    MessageRate(RateProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterAccess(Duration.ofSeconds(1 + properties.burst() / Math.max(1, properties.perSecond())))
                .build();
    }

    /** Takes a token for one more message. Returns whether there was one. */
    boolean take(Id sender, Conversation conversation) {
        return millisToWait(sender, conversation, 1) == 0;
    }

    /** @throws Refused if there is no token for one more message or edit */
    void require(Id sender, Conversation conversation) {
        require(sender, conversation, 1);
    }

    /**
     * Takes tokens for several messages at once. A full bucket is enough for any number.
     *
     * @throws Refused if there are not enough tokens: then none is taken
     */
    void require(Id sender, Conversation conversation, int messages) {
        long wait = millisToWait(sender, conversation, Math.min(messages, properties.burst()));
        if (wait > 0) {
            Duration pause = Duration.ofMillis(wait);
            throw new Refused(
                    ErrorCode.OVERLOADED,
                    "you write too often into this conversation: at most " + properties.perSecond()
                            + " messages and edits a second, and " + properties.burst()
                            + " at once. Send it again in " + Refused.seconds(pause) + " s, a message with the same id",
                    pause);
        }
    }

    private long millisToWait(Id sender, Conversation conversation, int messages) {
        return properties.perSecond() == 0
                ? 0
                : buckets.get(new Writer(sender, conversation.id()), writer -> new Bucket())
                        .take(clock.millis(), messages);
    }

    private record Writer(Id uid, Id conversation) {}

    private final class Bucket {

        private double tokens = properties.burst();
        private long usedAt = clock.millis();

        /** Takes the tokens if there are enough: returns 0. Otherwise returns the milliseconds until there are. */
        synchronized long take(long now, int wanted) {
            // If the clock was set back, nothing is added.
            double earned = Math.max(0, now - usedAt) * properties.perSecond() / MILLIS_PER_SECOND;
            tokens = Math.min(properties.burst(), tokens + earned);
            usedAt = now;
            if (tokens >= wanted) {
                tokens -= wanted;
                return 0;
            }
            return (long) Math.ceil((wanted - tokens) * MILLIS_PER_SECOND / properties.perSecond());
        }
    }
}
