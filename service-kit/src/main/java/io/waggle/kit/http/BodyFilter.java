package io.waggle.kit.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Reads a request's body into memory, if it is not too long, so that it can be read twice. It runs after the CORS filter, so
 * that pages can read its refusals, and after the filters that check the headers.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class BodyFilter extends OncePerRequestFilter {

    /** The same limit as for one MQTT packet: ten thousand uids, which one request may add to a group, fit in it. */
    private static final int BODY_BYTES = Limits.PACKET_BYTES;

    private static final Logger log = LoggerFactory.getLogger(BodyFilter.class);

    private final ProblemWriter problems;

    BodyFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean announcedTooLong = request.getContentLengthLong() > BODY_BYTES;
        byte[] body;
        try {
            body = announcedTooLong ? new byte[0] : request.getInputStream().readNBytes(BODY_BYTES + 1);
        } catch (IOException cut) {
            // Tomcat has refused it already; UnhandledErrors wrote the answer.
            log.debug("A request's body is incomplete: {}", cut.toString());
            return;
        }
        if (announcedTooLong || body.length > BODY_BYTES) {
            problems.write(response, ErrorCode.TOO_LONG, "the body is larger than " + BODY_BYTES + " bytes");
            return;
        }
        chain.doFilter(new BufferedRequest(request, body), response);
    }
}
