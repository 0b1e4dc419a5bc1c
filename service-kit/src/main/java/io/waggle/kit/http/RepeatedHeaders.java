package io.waggle.kit.http;

import io.waggle.protocol.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Refuses a request that repeats a header for credentials, for the acting user, for the idempotency key, or for the type of the
 * body. It would be unclear which of the two values counts, and a proxy on the way may choose the other one. Tomcat does the
 * same for Host and Content-Length.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RepeatedHeaders extends OncePerRequestFilter {

    private static final List<String> ONCE =
            List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, "Idempotency-Key", "Waggle-User");

    private final ProblemWriter problems;

    RepeatedHeaders(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (String name : ONCE) {
            if (Collections.list(request.getHeaders(name)).size() > 1) {
                problems.write(
                        response, ErrorCode.INVALID_REQUEST, "the header " + name + " is given twice: give it once");
                return;
            }
        }
        chain.doFilter(request, response);
    }
}
