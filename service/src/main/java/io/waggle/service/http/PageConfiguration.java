package io.waggle.service.http;

import io.waggle.protocol.ErrorCode;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Which web pages may call the service (CORS). Whoever calls shows a token in a header, and a page has only those that it was
 * given; nothing is let in by what a browser sends along by itself, and browsers are told to send none of it.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageProperties.class)
class PageConfiguration {

    private static final List<String> ANY = List.of(CorsConfiguration.ALL);
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** Before all others, so that a page can read what any of them refuses. */
    @Bean
    static FilterRegistrationBean<CorsFilter> pages(PageProperties properties, JsonMapper json) {
        CorsConfiguration rule = new CorsConfiguration();
        rule.setAllowedOriginPatterns(properties.origins());
        rule.setAllowedMethods(ANY);
        rule.setAllowedHeaders(ANY);
        rule.setExposedHeaders(ANY);
        rule.setMaxAge(REMEMBERED);
        // Not by Spring's patterns, which do not see all of the path where a servlet has a part of it.
        CorsFilter filter = new CorsFilter(request -> request.getRequestURI().startsWith("/v1/") ? rule : null);
        filter.setCorsProcessor(new Refusing(json));
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** The page may not read it; whoever looks for the reason in the browser's tools may. */
    private static final class Refusing extends DefaultCorsProcessor {

        private final JsonMapper json;

        Refusing(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void rejectRequest(ServerHttpResponse response) throws IOException {
            HttpStatusCode status = HttpStatusCode.valueOf(ErrorCode.NOT_ALLOWED.httpStatus());
            response.setStatusCode(status);
            response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            response.getBody()
                    .write(json.writeValueAsBytes(ProblemWriter.problem(
                            ErrorCode.NOT_ALLOWED, status, "waggle.http.origins does not name this page's origin")));
            response.flush();
        }
    }
}
