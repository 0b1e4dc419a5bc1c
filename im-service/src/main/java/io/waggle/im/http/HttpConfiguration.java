package io.waggle.im.http;

import io.waggle.im.caller.CallerInterceptor;
import io.waggle.kit.idempotency.IdempotencyInterceptor;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.List;

/** Puts authentication and idempotency before everything under {@code /v1}. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {

    private final CallerInterceptor callers;
    private final IdempotencyInterceptor idempotency;

    HttpConfiguration(CallerInterceptor callers, IdempotencyInterceptor idempotency) {
        this.callers = callers;
        this.idempotency = idempotency;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(callers).addPathPatterns("/v1/**");
        registry.addInterceptor(idempotency).addPathPatterns("/v1/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(callers);
    }
}
