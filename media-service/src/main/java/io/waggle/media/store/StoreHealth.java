package io.waggle.media.store;

import io.waggle.service.health.Part;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets this service's health tell of the store: where it runs by itself, it can do nothing without it. */
@Configuration(proxyBeanMethods = false)
class StoreHealth {

    @Bean
    static Part storeIsThere(StoreWatch watch) {
        return Part.needed("store", watch::isThere);
    }
}
