package io.waggle.media.access;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.servers.Server;
import io.waggle.kit.description.Access;
import io.waggle.kit.http.ForAdministrators;
import io.waggle.kit.http.Open;
import io.waggle.kit.idempotency.IdempotencyInterceptor;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.List;

/** Requires authentication for every operation under {@code /v1}, and says so in the API's description. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info = @Info(title = "Waggle media", version = "v1", description = "Uploads, downloads, moderation."),
        // Relative, because clients may reach the service through a reverse proxy.
        servers = @Server(url = "/"))
class AccessConfiguration implements WebMvcConfigurer {

    private static final String DESCRIPTION = "/v1/media/api-docs*/**";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    static OperationCustomizer access() {
        return (operation, method) -> {
            if (!method.hasMethodAnnotation(Open.class)) {
                boolean administration = method.getBeanType().isAnnotationPresent(ForAdministrators.class);
                (administration ? Access.USERS : Access.USERS_AND_SYSTEMS).describe(operation);
            }
            return operation;
        };
    }

    private final CallerInterceptor callers;
    private final IdempotencyInterceptor repetitions;

    AccessConfiguration(CallerInterceptor callers, IdempotencyInterceptor repetitions) {
        this.callers = callers;
        this.repetitions = repetitions;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(callers).addPathPatterns("/v1/**").excludePathPatterns(DESCRIPTION);
        registry.addInterceptor(repetitions).addPathPatterns("/v1/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(callers);
    }
}
