package io.waggle.service.http;

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

/** Turns whatever ends a request early into problem+json (RFC 9457) with a code from the registry. */
@RestControllerAdvice
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refused refused) {
        return problem(refused.code(), refused.detail());
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

    /** Tomcat takes a query apart only when somebody asks for a parameter. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> undecodable(InvalidParameterException query) {
        return problem(ErrorCode.INVALID_REQUEST, "the query is not UTF-8, or its escapes are broken");
    }

    /** The database cannot be reached, or gave up on us: it may be back in a moment. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> databaseFailed(Exception failure) {
        log.warn("A request failed on the database", failure);
        return problem(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.advice());
    }

    /** Returns null when nobody is there any more who could be answered. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> other(Exception fault) {
        if (clientLeft(fault)) {
            log.debug("The client left before it had its answer: {}", fault.toString());
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

    /** By Tomcat's word alone: an end of stream or a reset connection may be that of a server which we asked. */
    private static boolean clientLeft(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    /** An id behind the question mark, such as a cursor, names nothing that could be found or not. */
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

    private static String whatIsWrong(HttpMessageNotReadableException unreadable) {
        return unreadable.getCause() instanceof JacksonException json
                ? JsonFaults.describe(json)
                : "a JSON body is needed";
    }
}
