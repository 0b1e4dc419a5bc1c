package io.waggle.im.account;

import io.waggle.service.identity.Ids;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;

/** The threads that check passwords, and the account that is there from the first start. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Half of the cores, so that messages keep the other half in a storm of logins. */
    @Bean
    Passwords passwords(AccountProperties properties) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new Passwords(properties.bcryptStrength(), Passwords.threads(threads), PATIENCE);
    }

    @Bean
    FirstAdministrator firstAdministrator(
            AccountMapper mapper, Passwords passwords, AdminProperties properties, Ids ids, Clock clock) {
        return new FirstAdministrator(mapper, passwords, properties, ids, clock, System.out::println);
    }
}
