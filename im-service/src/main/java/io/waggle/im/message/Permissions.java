package io.waggle.im.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.waggle.im.log.ConversationLog;
import io.waggle.im.log.Permit;
import io.waggle.protocol.Id;
import io.waggle.protocol.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;

/**
 * Remembers which sender may write to which destination, so that most messages need no database query. {@link Withdrawals} voids
 * what a change has made untrue.
 */
@Component
final class Permissions {

    /** The bound for a change that nobody announced, such as one made with SQL by hand. */
    private static final Duration LIFE = Duration.ofMinutes(1);

    private static final int REMEMBERED = 200_000;

    private final MessagingPolicy policy;
    private final ConversationLog conversationLog;
    private final Cache<Route, Permit> cache =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(LIFE).build();

    Permissions(MessagingPolicy policy, ConversationLog conversationLog) {
        this.policy = policy;
        this.conversationLog = conversationLog;
    }

    /** The cached permit; null if there is none that still holds, so that the caller must {@link #ask}. */
    @Nullable
    Permit cached(Id sender, Topic.Destination to) {
        Permit permit = cache.getIfPresent(new Route(sender, to));
        return permit != null && conversationLog.holds(permit) ? permit : null;
    }

    /**
     * Gets a permit from the {@link MessagingPolicy}, which reads the database.
     *
     * @throws io.waggle.protocol.Refused if the sender may not write there
     */
    Permit ask(Id sender, Topic.Destination to) {
        long askedAt = conversationLog.now();
        Admission admission = policy.admit(sender, to);
        Permit permit = new Permit(sender, admission.conversation(), askedAt)
                .withPause(admission.pause())
                .withMentionAll(admission.mayMentionAll());
        cache.put(new Route(sender, to), permit);
        return permit;
    }

    private record Route(Id sender, Topic.Destination to) {}
}
