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

/** Remembers for a short time who may write where, so that most messages ask no database. */
@Component
final class Permissions {

    /** A permission is asked for again after this time, so a withdrawal is felt within it. */
    private static final Duration LIFE = Duration.ofMillis(900);

    private static final int REMEMBERED = 200_000;

    private final MessagingPolicy policy;
    private final ConversationLog conversationLog;
    private final Cache<Route, Permit> remembered =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(LIFE).build();

    Permissions(MessagingPolicy policy, ConversationLog conversationLog) {
        this.policy = policy;
        this.conversationLog = conversationLog;
    }

    /** Null if the permission is to be asked for. */
    @Nullable
    Permit remembered(Id sender, Topic.Destination to) {
        return remembered.getIfPresent(new Route(sender, to));
    }

    /**
     * Asks the database.
     *
     * @throws io.waggle.protocol.Refused if the sender may not
     */
    Permit ask(Id sender, Topic.Destination to) {
        long askedAt = conversationLog.now();
        Permit permit = new Permit(policy.admit(sender, to), askedAt);
        remembered.put(new Route(sender, to), permit);
        return permit;
    }

    private record Route(Id sender, Topic.Destination to) {}
}
