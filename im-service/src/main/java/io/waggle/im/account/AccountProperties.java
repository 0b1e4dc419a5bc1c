package io.waggle.im.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code waggle.accounts}.
 *
 * @param bcryptStrength each step doubles the time that it takes to check a password, for the service and for an attacker
 */
@ConfigurationProperties("waggle.accounts")
record AccountProperties(@DefaultValue("10") int bcryptStrength) {

    AccountProperties {
        if (bcryptStrength < 4 || bcryptStrength > 16) {
            throw new IllegalArgumentException(
                    "waggle.accounts.bcrypt-strength is " + bcryptStrength + "; set 4 to 16");
        }
    }
}
