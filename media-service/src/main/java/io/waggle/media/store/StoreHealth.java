package io.waggle.media.store;

import io.waggle.kit.health.Part;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds the store as a needed part to the health of a media-service that runs as its own program. That program can do nothing
 * without the store.
 */
@Configuration(proxyBeanMethods = false)
class StoreHealth {

    @Bean
    static Part storeIsThere(StoreWatch watch) {
        return Part.needed("store", watch::isThere);
    }
}
