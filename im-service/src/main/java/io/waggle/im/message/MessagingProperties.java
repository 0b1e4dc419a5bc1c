package io.waggle.im.message;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code waggle.messaging}: who may message the users who have no setting of their own.
 *
 * @param strangers whether everyone may, or only friends
 * @param groupMates whether members of a common group may, where friends may
 */
@ConfigurationProperties("waggle.messaging")
record MessagingProperties(
        @DefaultValue("deny") Access strangers,
        @DefaultValue("deny") Access groupMates) {

    enum Access {
        ALLOW,
        DENY
    }
}
