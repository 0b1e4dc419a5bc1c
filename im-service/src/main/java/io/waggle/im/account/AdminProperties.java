package io.waggle.im.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code waggle.admin}.
 *
 * @param password the password of the administrator's account when it is created; random if not set
 */
@ConfigurationProperties("waggle.admin")
record AdminProperties(@Nullable String password) {

    AdminProperties {
        if (password != null && password.isEmpty()) {
            password = null;
        }
    }

    @Override
    public String toString() {
        return "AdminProperties[]";
    }
}
