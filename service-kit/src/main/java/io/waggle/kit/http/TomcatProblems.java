package io.waggle.kit.http;

import io.waggle.protocol.ErrorCode;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Replaces Tomcat's error page, for requests that Tomcat refuses before Waggle's code runs, such as a malformed URL. It is
 * public and has this constructor because Tomcat creates it by its class name.
 */
public final class TomcatProblems extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        byte[] body = problem(status).getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException gone) {
            container.getLogger().debug("The client disconnected before the error was sent", gone);
        }
    }

    private static String problem(int status) {
        ErrorCode code = UnhandledErrors.codeFor(status);
        return """
                {"status":%d,"detail":"%s","code":"%s","retryable":%b}""".formatted(status, code.advice(), code.wireName(), code.retryable());
    }
}
