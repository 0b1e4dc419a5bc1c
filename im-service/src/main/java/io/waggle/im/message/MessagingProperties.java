package io.waggle.im.message;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param strangers whether those who are not friends may message each other */
@ConfigurationProperties("waggle.messaging")
record MessagingProperties(@DefaultValue("deny") Strangers strangers) {

    enum Strangers {
        ALLOW,
        DENY
    }
}
