package io.waggle.im.conversation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings {@code waggle.conversations}.
 *
 * @param tombstoneLife how long the server remembers which groups a user has left. A client that was away longer downloads
 * the whole list
 */
@ConfigurationProperties("waggle.conversations")
record ConversationProperties(@DefaultValue("30d") Duration tombstoneLife) {

    private static final Duration SHORTEST = Duration.ofHours(1);

    ConversationProperties {
        if (tombstoneLife.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("waggle.conversations.tombstone-life must be an hour or longer");
        }
    }
}
