package io.waggle.kit.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;

import java.util.Objects;

/** Converts exceptions into problem+json (RFC 9457) with a code from the registry. */
@RestControllerAdvice
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refused refused) {
        ResponseEntity<ProblemDetail> problem = problem(refused.code(), refused.detail());
        return refused.retryAfter() == 0 ? problem : retryable(problem, refused.retryAfter());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException unreadable) {
        return problem(ErrorCode.INVALID_REQUEST, whatIsWrong(unreadable));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mismatched(TypeMismatchException mismatch) {
        if (NestedExceptionUtils.getRootCause(mismatch) instanceof Refused refused && !isParameter(mismatch)) {
            return refused(refused);
        }
        return problem(
                ErrorCode.INVALID_REQUEST,
                mismatch.getPropertyName() + " must be " + Expected.of(mismatch.getRequiredType()));
    }

    /** Tomcat parses a query only when a parameter is read. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> undecodable(InvalidParameterException query) {
        return problem(ErrorCode.INVALID_REQUEST, "the query is not valid; percent-encode it as UTF-8");
    }

    /** Handles a database that cannot be reached or timed out. The client can retry after a moment. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> databaseFailed(Exception failure) {
        log.warn("A request failed, because the database failed", failure);
        return problem(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.advice());
    }

    /** Returns null when the client has disconnected. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> other(Exception fault) {
        if (clientLeft(fault)) {
            log.debug("The client disconnected before the response was sent: {}", fault.toString());
            return null;
        }
        if (fault instanceof ErrorResponse standard && standard.getStatusCode().is4xxClientError()) {
            HttpStatusCode status = standard.getStatusCode();
            ProblemDetail problem = ProblemWriter.problem(
                    UnhandledErrors.codeFor(status.value()),
                    status,
                    String.valueOf(standard.getBody().getDetail()));
            return ResponseEntity.status(status)
                    .headers(standard.getHeaders())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        log.error("A request failed", fault);
        return problem(ErrorCode.INTERNAL, ErrorCode.INTERNAL.advice());
    }

    /**
     * Returns whether the client disconnected. Only Tomcat's own exception proves it: an end of stream or a reset connection
     * may come from a server that this service called.
     */
    private static boolean clientLeft(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether the value is a query parameter. An invalid id in a query, such as a cursor, is a bad request and not
     * something that is not found.
     */
    private static boolean isParameter(TypeMismatchException mismatch) {
        return mismatch instanceof MethodArgumentTypeMismatchException argument
                && argument.getParameter().hasParameterAnnotation(RequestParam.class);
    }

    private static ResponseEntity<ProblemDetail> problem(ErrorCode code, String detail) {
        return problem(code, HttpStatusCode.valueOf(code.httpStatus()), detail);
    }

    private static ResponseEntity<ProblemDetail> problem(ErrorCode code, HttpStatusCode status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemWriter.problem(code, status, detail));
    }

    /** The same answer with the seconds to wait, as a header and in the body. */
    private static ResponseEntity<ProblemDetail> retryable(ResponseEntity<ProblemDetail> problem, int seconds) {
        ProblemDetail body = Objects.requireNonNull(problem.getBody());
        body.setProperty("retryAfter", seconds);
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .header(HttpHeaders.RETRY_AFTER, Integer.toString(seconds))
                .body(body);
    }

    private static String whatIsWrong(HttpMessageNotReadableException unreadable) {
        return unreadable.getCause() instanceof JacksonException json
                ? JsonFaults.describe(json)
                : "the body is missing; send JSON";
    }
}
