package io.waggle.im.account;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

/** The threads that check passwords. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Half of the cores, so that messages keep the other half in a storm of logins. */
    @Bean
    Passwords passwords(AccountProperties properties) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new Passwords(properties.bcryptStrength(), threads, PATIENCE);
    }
}
