package io.waggle.service.http;

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
 * Takes in a request's body whole, if it is not too long, so that it can be read twice. Behind the filters that say which pages
 * may read what it refuses, and that look at its headers.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class BodyFilter extends OncePerRequestFilter {

    /** So many as one MQTT packet: ten thousand uids, which one request may add to a group, have room. */
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
            // Tomcat has refused it already, in words of UnhandledErrors.
            log.debug("A request's body did not come whole: {}", cut.toString());
            return;
        }
        if (announcedTooLong || body.length > BODY_BYTES) {
            problems.write(response, ErrorCode.TOO_LONG, "the body is larger than " + BODY_BYTES + " bytes");
            return;
        }
        chain.doFilter(new BufferedRequest(request, body), response);
    }
}
