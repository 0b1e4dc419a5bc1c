package io.waggle.im.session;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;

/** Where refresh tokens and secrets get their chance from. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    RefreshTokens refreshTokens(SecureRandom random) {
        return new RefreshTokens(random);
    }
}
