package io.waggle.im.account;

import io.waggle.kit.identity.Ids;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;

/** The configuration of accounts: the threads that check passwords, and the account that exists from the first start. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Uses half of the cores, so that messages keep the other half when many users log in at once. */
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
