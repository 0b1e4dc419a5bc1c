package io.waggle.im.session;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;

/** The beans of this package that are not components. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    RefreshTokens refreshTokens(SecureRandom random) {
        return new RefreshTokens(random);
    }
}
