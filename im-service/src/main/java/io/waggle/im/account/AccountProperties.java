package io.waggle.im.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code waggle.accounts}.
 *
 * @param bcryptStrength each step up doubles the time that a password takes to check, for us and for whoever guesses
 */
@ConfigurationProperties("waggle.accounts")
record AccountProperties(@DefaultValue("10") int bcryptStrength) {

    AccountProperties {
        if (bcryptStrength < 4 || bcryptStrength > 16) {
            throw new IllegalArgumentException("waggle.accounts.bcrypt-strength is " + bcryptStrength + "; 4 to 16");
        }
    }
}
