package io.waggle.standalone;

import io.waggle.im.http.Described;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * Forwards requests to media-service, which listens on the loopback address. Where the services run separately, a reverse proxy
 * does this. Only small requests and answers pass here; clients exchange files directly with the store.
 */
final class MediaProxy extends HttpServlet implements Described {

    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(MediaProxy.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> REQUEST_HEADERS =
            List.of("Accept", "Authorization", "Content-Type", "Idempotency-Key", "Waggle-User");
    private static final List<String> RESPONSE_HEADERS =
            List.of("Cache-Control", "Content-Type", "Idempotency-Replayed", "Location", "Waggle-Media-State");

    private final transient HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    /** Null until media-service has started. */
    private volatile @Nullable String service;

    /** Sets the port of media-service after its start. */
    void forwardTo(int port) {
        service = "http://127.0.0.1:" + port;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String to = service;
        if (to == null) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        URI target = target(to, request.getRequestURI(), request.getQueryString());
        if (target == null) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        HttpResponse<byte[]> answer = ask(request, response, target);
        if (answer != null) {
            passBack(answer, response);
        }
    }

    private static void passBack(HttpResponse<byte[]> answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.statusCode());
        RESPONSE_HEADERS.forEach(
                name -> answer.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value)));
        try {
            response.getOutputStream().write(answer.body());
        } catch (ClientAbortException clientLeft) {
            log.debug("The client disconnected before the response was sent: {}", clientLeft.toString());
        }
    }

    /** Returns null if media-service does not answer; then the response already contains the error. */
    private @Nullable HttpResponse<byte[]> ask(HttpServletRequest request, HttpServletResponse response, URI target)
            throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        HttpRequest passed;
        try {
            passed = passedOn(request, body, target);
        } catch (IllegalArgumentException notAscii) {
            log.debug("A request cannot be forwarded to media-service: {}", notAscii.getMessage());
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return null;
        }
        try {
            return http.send(passed, BodyHandlers.ofByteArray());
        } catch (IOException away) {
            log.warn("media-service does not answer: {}", away.toString());
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
        return null;
    }

    @Override
    public String description() {
        String to = service;
        if (to == null) {
            throw new Refused(ErrorCode.UNAVAILABLE, "media-service has not started yet; ask again in a moment");
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(to + "/v1/media/api-docs"))
                    .timeout(PATIENCE)
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        } catch (IOException away) {
            log.warn("media-service's API description could not be fetched: {}", away.toString());
            throw new Refused(ErrorCode.UNAVAILABLE, "media-service does not answer; ask again in a moment");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
    }

    @Override
    public void destroy() {
        http.close();
    }

    /** Returns null if the address is not valid. Tomcat checks a query's escapes only when a parameter is read. */
    static @Nullable URI target(String service, String path, @Nullable String query) {
        try {
            return new URI(service + path + (query == null ? "" : "?" + query));
        } catch (URISyntaxException malformed) {
            return null;
        }
    }

    private static HttpRequest passedOn(HttpServletRequest request, byte[] body, URI target) {
        HttpRequest.Builder passed = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .method(request.getMethod(), BodyPublishers.ofByteArray(body));
        for (String name : REQUEST_HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                passed.header(name, ascii(name, value));
            }
        }
        return passed.build();
    }

    /** The HTTP client sends a question mark in place of every other character. */
    static String ascii(String name, String value) {
        if (value.chars().anyMatch(character -> character > '~')) {
            throw new IllegalArgumentException("the header " + name + " has a character that is not ASCII");
        }
        return value;
    }
}
