package io.waggle.im.http;

import io.waggle.im.http.IdempotencyStore.Replay;
import io.waggle.im.http.IdempotencyStore.Run;
import io.waggle.protocol.Id;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Answers an {@link Idempotent} operation that is asked again under the same key as it was answered first.
 *
 * <p>It stands behind {@link CallerInterceptor}, so it knows who asks, and inside the filters that let the body be read twice
 * and hold the answer ({@link HeldAnswerFilter}), so it is stored before it is sent.
 */
@Component
class IdempotencyInterceptor implements HandlerInterceptor {

    static final String KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger log = LoggerFactory.getLogger(IdempotencyInterceptor.class);
    private static final String RUN = Run.class.getName();

    private final IdempotencyStore store;

    IdempotencyInterceptor(IdempotencyStore store) {
        this.store = store;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        String key = request.getHeader(KEY);
        if (key == null
                || !(handler instanceof HandlerMethod method)
                || !method.hasMethodAnnotation(Idempotent.class)) {
            return true;
        }
        Id asker = CallerInterceptor.askerOf(request);
        byte[] body = request.getInputStream().readAllBytes();
        return switch (store.begin(RequestFingerprint.of(
                asker == null ? RequestFingerprint.NOBODY : asker,
                key,
                request.getMethod(),
                request.getRequestURI(),
                body))) {
            case Run run -> {
                request.setAttribute(RUN, run);
                yield true;
            }
            case Replay replay -> {
                write(replay, response);
                yield false;
            }
        };
    }

    /** A failure to store does not undo what was done: the answer goes out, and the key is free again in a minute. */
    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(RUN) instanceof Run run) {
            try {
                end(run, response, failure);
            } catch (DataAccessException notStored) {
                log.warn("An answer could not be kept for its Idempotency-Key", notStored);
            }
        }
    }

    private void end(Run run, HttpServletResponse response, @Nullable Exception failure) {
        var answer = WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class);
        int status = response.getStatus();
        if (answer == null || failure != null || status >= 500 || status == HttpStatus.TOO_MANY_REQUESTS.value()) {
            store.giveUp(run);
        } else {
            String body = new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
            store.complete(run, status, response.getHeader(HttpHeaders.LOCATION), body);
        }
    }

    private static void write(Replay replay, HttpServletResponse response) throws IOException {
        response.setStatus(replay.status());
        response.setHeader(REPLAYED, "true");
        if (replay.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, replay.location());
        }
        response.setContentType(
                replay.status() < 400 ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(replay.body().getBytes(StandardCharsets.UTF_8));
    }
}
