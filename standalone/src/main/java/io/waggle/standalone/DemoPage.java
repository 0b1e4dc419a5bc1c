package io.waggle.standalone;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Tells the web app the demo's users and their password, so that it can log in with one click. It exists only with
 * {@code --demo}, which listens on the loopback address alone.
 *
 * <p>It answers requests to a name of this machine only: another name would be that of a web site which lets its own name point
 * here to read the answer. Requests with the headers that most reverse proxies add are refused too. A proxy that adds none cannot
 * be told from a browser.
 */
final class DemoPage extends HttpServlet {

    static final String PATH = "/demo.json";

    private static final long serialVersionUID = 1;
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final List<String> PROXIED = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host");

    private final String answer;

    DemoPage(String password) {
        List<Map<String, String>> users = DemoUser.ALL.stream()
                .map(user -> Map.of("username", user.username(), "nickname", user.nickname()))
                .toList();
        answer = new JsonMapper().writeValueAsString(Map.of("password", password, "users", users));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isFromHere(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(answer.getBytes(UTF_8));
    }

    private static boolean isFromHere(HttpServletRequest request) {
        return NAMES.contains(request.getServerName())
                && PROXIED.stream().allMatch(name -> request.getHeader(name) == null);
    }
}
