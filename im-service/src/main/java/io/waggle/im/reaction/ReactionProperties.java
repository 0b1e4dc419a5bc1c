package io.waggle.im.reaction;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code waggle.messages} about reactions.
 *
 * @param reactionsPerUser how many different emoji a user may add to one message; with 1, a new one replaces the old one
 */
@ConfigurationProperties("waggle.messages")
record ReactionProperties(@DefaultValue("1") int reactionsPerUser) {

    ReactionProperties {
        if (reactionsPerUser < 1) {
            throw new IllegalArgumentException("waggle.messages.reactions-per-user must be 1 or more");
        }
    }
}
