package io.waggle.service.http;

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

/** Where the container sends what failed before or behind all controllers. */
@Hidden
@RestController
class UnhandledErrors implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        Object told = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int status = told instanceof Integer code ? code : HttpStatus.NOT_FOUND.value();
        ErrorCode code = codeFor(status);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemWriter.problem(code, HttpStatusCode.valueOf(status), detail(request, code)));
    }

    /** What Tomcat could not read of a request to its end is the only IOException that it refuses by itself. */
    private static String detail(HttpServletRequest request, ErrorCode code) {
        boolean cut = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException
                && code == ErrorCode.INVALID_REQUEST;
        return cut ? "the body did not come whole" : code.advice();
    }

    /** The registry's name for a status that the container or the framework chose. */
    static ErrorCode codeFor(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NOT_FOUND;
            case 413 -> ErrorCode.TOO_LONG;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
    }
}
