package io.waggle.im.session;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;

/** Where refresh tokens get their chance from. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    RefreshTokens refreshTokens() {
        return new RefreshTokens(new SecureRandom());
    }
}
