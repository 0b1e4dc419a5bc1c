package io.waggle.kit.http;

import io.swagger.v3.oas.annotations.Hidden;
import io.waggle.protocol.ErrorCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/** Answers requests that failed outside all controllers; the container forwards them here. */
@Hidden
@RestController
class UnhandledErrors implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        Object attribute = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = attribute instanceof Integer code ? code : HttpStatus.NOT_FOUND.value();
        ErrorCode code = codeFor(status);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemWriter.problem(code, HttpStatusCode.valueOf(status), detail(request, code)));
    }

    /**
     * Returns the detail. The only IOException that Tomcat refuses by itself is a request that it could not read completely.
     */
    private static String detail(HttpServletRequest request, ErrorCode code) {
        boolean cut = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException
                && code == ErrorCode.INVALID_REQUEST;
        return cut ? "the body is incomplete; send the whole body" : code.advice();
    }

    /** Returns the registry's code for a status that the container or the framework set. */
    static ErrorCode codeFor(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.TOO_LONG;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
    }
}
