package io.waggle.media;

import io.waggle.kit.http.ProblemWriter;
import io.waggle.media.store.StoreUnavailable;
import io.waggle.protocol.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Handles a store that cannot be reached or timed out. The client can retry after a moment. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class StoreProblems {

    private static final Logger log = LoggerFactory.getLogger(StoreProblems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> storeFailed(StoreUnavailable failure) {
        if (failure.getCause() != null) {
            log.warn("A request failed, because the store failed", failure);
        }
        HttpStatusCode status = HttpStatusCode.valueOf(ErrorCode.UNAVAILABLE.httpStatus());
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemWriter.problem(ErrorCode.UNAVAILABLE, status, ErrorCode.UNAVAILABLE.advice()));
    }
}
