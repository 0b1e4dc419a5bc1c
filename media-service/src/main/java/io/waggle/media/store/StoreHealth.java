package io.waggle.media.store;

import io.waggle.service.health.Part;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds the store to this service's health. Only where media-service runs as its own program, since it can do nothing without
 * the store.
 */
@Configuration(proxyBeanMethods = false)
class StoreHealth {

    @Bean
    static Part storeIsThere(StoreWatch watch) {
        return Part.needed("store", watch::isThere);
    }
}
