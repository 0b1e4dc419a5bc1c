package io.waggle.kit.http;

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
 * Controls which web pages may call the service (CORS). A caller sends a token in a header, and a page has only the tokens that
 * it was given. No request is authenticated by credentials that a browser adds by itself, such as cookies, and browsers are
 * told not to send them.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PageProperties.class)
class PageConfiguration {

    private static final List<String> ANY = List.of(CorsConfiguration.ALL);
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** Runs before all other filters, so that a page can read their refusals. */
    @Bean
    static FilterRegistrationBean<CorsFilter> pages(PageProperties properties, JsonMapper json) {
        CorsConfiguration rule = new CorsConfiguration();
        rule.setAllowedOriginPatterns(properties.origins());
        rule.setAllowedMethods(ANY);
        rule.setAllowedHeaders(ANY);
        rule.setExposedHeaders(ANY);
        rule.setMaxAge(REMEMBERED);
        // Spring's patterns are not used: they do not see the whole path if a servlet is mapped to a part of it.
        CorsFilter filter = new CorsFilter(request -> request.getRequestURI().startsWith("/v1/") ? rule : null);
        filter.setCorsProcessor(new Refusing(json));
        FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Writes the reason into the response. The page cannot read it, but developers see it in the browser's tools. */
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
