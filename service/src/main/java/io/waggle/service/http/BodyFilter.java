package io.waggle.service.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Limits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Takes in a request's body whole, if it is not too long, so that it can be read twice. Behind the filter that says which pages
 * may read what it refuses.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class BodyFilter extends OncePerRequestFilter {

    /** So many as one MQTT packet: ten thousand uids, which one request may add to a group, have room. */
    private static final int BODY_BYTES = Limits.PACKET_BYTES;

    private final ProblemWriter problems;

    BodyFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean announcedTooLong = request.getContentLengthLong() > BODY_BYTES;
        byte[] body = announcedTooLong ? new byte[0] : request.getInputStream().readNBytes(BODY_BYTES + 1);
        if (announcedTooLong || body.length > BODY_BYTES) {
            problems.write(response, ErrorCode.TOO_LONG, "the body is larger than " + BODY_BYTES + " bytes");
            return;
        }
        chain.doFilter(new BufferedRequest(request, body), response);
    }
}
