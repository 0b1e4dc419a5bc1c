package io.waggle.media.access;

import io.swagger.v3.oas.models.media.StringSchema;
import io.waggle.protocol.Id;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.List;

/** Puts the gate before everything under {@code /v1}. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration implements WebMvcConfigurer {

    private static final String DESCRIPTION = "/v1/media/api-docs*/**";

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(Id.class, new StringSchema().pattern("[0-9A-HJKMNP-TV-Z]{13}"))
                .addRequestWrapperToIgnore(Caller.class);
    }

    private final CallerInterceptor callers;

    AccessConfiguration(CallerInterceptor callers) {
        this.callers = callers;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(callers).addPathPatterns("/v1/**").excludePathPatterns(DESCRIPTION);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(callers);
    }
}
