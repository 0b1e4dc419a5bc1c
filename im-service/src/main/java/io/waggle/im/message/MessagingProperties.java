package io.waggle.im.message;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code waggle.messaging}: who may message those who have not said who may.
 *
 * @param strangers whether everyone may, or friends alone
 * @param groupMates whether those who share a group may where friends may
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
