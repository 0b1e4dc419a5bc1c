package io.waggle.im.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.log.ConversationLog;
import io.waggle.protocol.Id;
import io.waggle.protocol.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;

/** Who was allowed a moment ago to write where: so that not every word asks the database. */
@Component
final class Permissions {

    /** How long a permission is good without asking again: what is withdrawn is felt within this. */
    private static final Duration LIFE = Duration.ofMillis(900);

    private static final int REMEMBERED = 200_000;

    private final MessagingPolicy policy;
    private final ConversationLog conversationLog;
    private final Cache<Route, Permission> remembered =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(LIFE).build();

    Permissions(MessagingPolicy policy, ConversationLog conversationLog) {
        this.policy = policy;
        this.conversationLog = conversationLog;
    }

    /** Null: it is to be asked. */
    @Nullable
    Permission remembered(Id sender, Topic.Destination to) {
        return remembered.getIfPresent(new Route(sender, to));
    }

    /**
     * Asks the database.
     *
     * @throws io.waggle.protocol.Refused if the sender may not
     */
    Permission ask(Id sender, Topic.Destination to) {
        long moment = conversationLog.moment();
        Permission permission = new Permission(policy.admit(sender, to), moment);
        remembered.put(new Route(sender, to), permission);
        return permission;
    }

    private record Route(Id sender, Topic.Destination to) {}

    /**
     * @param conversation where the sender may write
     * @param moment when it was asked
     */
    record Permission(Conversation conversation, long moment) {}
}
