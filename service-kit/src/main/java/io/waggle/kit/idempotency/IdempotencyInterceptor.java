package io.waggle.kit.idempotency;

import com.google.protobuf.ByteString;
import io.waggle.kit.idempotency.IdempotencyStore.Replay;
import io.waggle.kit.idempotency.IdempotencyStore.Run;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

import java.io.IOException;

/**
 * Repeats the first answer of an {@link Idempotent} operation for a request with the same key.
 *
 * <p>It runs after the interceptor that authenticates the caller, and inside the filters that buffer the body and hold the
 * answer ({@link HeldAnswerFilter}), so the answer is stored before it is sent.
 */
public final class IdempotencyInterceptor implements HandlerInterceptor {

    static final String KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger log = LoggerFactory.getLogger(IdempotencyInterceptor.class);
    private static final String RUN = Run.class.getName();

    private final IdempotencyStore store;
    private final Asker asker;

    IdempotencyInterceptor(IdempotencyStore store, Asker asker) {
        this.store = store;
        this.asker = asker;
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
        String operation = request.getMethod() + " " + request.getRequestURI();
        byte[] body = request.getInputStream().readAllBytes();
        return switch (store.begin(KeyedRequest.of(asker.of(request), key, operation, body))) {
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

    /**
     * If the answer cannot be stored, the operation is not undone: the answer is sent, and the key is free again after a
     * minute.
     */
    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(RUN) instanceof Run run) {
            try {
                end(run, response, failure);
            } catch (DataAccessException notStored) {
                log.warn(
                        "An answer could not be stored under its Idempotency-Key; a repeated request runs again",
                        notStored);
            }
        }
    }

    private void end(Run run, HttpServletResponse response, @Nullable Exception failure) {
        var answer = WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class);
        if (answer == null || failure != null) {
            store.giveUp(run);
        } else {
            ByteString body = ByteString.copyFrom(answer.getContentAsByteArray());
            store.complete(run, response.getStatus(), response.getHeader(HttpHeaders.LOCATION), body);
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
        replay.body().writeTo(response.getOutputStream());
    }
}
