package io.waggle.kit.idempotency;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.security.SecureRandom;
import java.time.Clock;

/** Provides a service's store of answers. The service adds the interceptor after the one that authenticates the caller. */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
class IdempotencyConfiguration {

    @Bean
    static IdempotencyStore idempotencyStore(IdempotencyMapper mapper, Clock clock, SecureRandom random) {
        return new IdempotencyStore(mapper, clock, random);
    }

    @Bean
    static IdempotencyInterceptor idempotencyInterceptor(IdempotencyStore store, Asker asker) {
        return new IdempotencyInterceptor(store, asker);
    }

    /** Marks the operations that take a key in the API's description. */
    @Bean
    static OperationCustomizer idempotencyKeys() {
        return (operation, method) -> {
            if (method.hasMethodAnnotation(Idempotent.class)) {
                operation.addParametersItem(new HeaderParameter()
                        .name(IdempotencyInterceptor.KEY)
                        .description("For 24 hours, the same request with the same key gets the same answer")
                        .schema(new StringSchema().minLength(1).maxLength(255).pattern("^[!-~]+$")));
            }
            return operation;
        };
    }
}
