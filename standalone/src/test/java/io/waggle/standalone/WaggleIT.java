package io.waggle.standalone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
class WaggleIT {

    private static final Pattern GROUP = Pattern.compile("share the group ([0-9A-Z]{13})");
    private static final Pattern DEMO_PASSWORD = Pattern.compile("\\(password ([a-z0-9-]{19})\\)");

    @TempDir
    Path data;

    @Test
    void up_terminatedAndStartedAgain_endsWithZeroAndKeepsTheData() throws Exception {
        Ports ports = Ports.free();
        String uid;
        try (WaggleProcess waggle = WaggleProcess.start(data, ports).awaitReady()) {
            uid = register(ports, "zoe");
            assertThat(demoPage(ports, "Host: localhost")).startsWith("HTTP/1.1 404 ");
            assertThat(waggle.terminate()).isZero();
            assertThat(waggle.output()).containsOnlyOnce("Administrator: username admin, password ");
            assertThat(waggle.output()).endsWith("Waggle has stopped\n").doesNotContain(" WARN ", " ERROR ", "\tat ");
        }
        assertThat(data.resolve("mariadb/mariadbd.pid")).doesNotExist();
        try (WaggleProcess waggle = WaggleProcess.start(data, ports).awaitReady()) {
            assertThat(login(ports, "zoe")).isEqualTo(uid);
            assertThat(waggle.output()).doesNotContain("Took over", "Administrator");
        }
    }

    @Test
    void up_killedAndStartedAgain_takesTheDatabaseOverAndKeepsTheData() throws Exception {
        Ports ports = Ports.free();
        String uid;
        try (WaggleProcess waggle = WaggleProcess.start(data, ports).awaitReady()) {
            uid = register(ports, "zoe");
            waggle.kill();
        }
        try (WaggleProcess waggle = WaggleProcess.start(data, ports).awaitReady()) {
            assertThat(waggle.output()).contains("Took over the running database");
            assertThat(login(ports, "zoe")).isEqualTo(uid);
            assertThat(waggle.terminate()).isZero();
        }
        assertThat(data.resolve("mariadb/mariadbd.pid")).doesNotExist();
    }

    @Test
    void up_secondOnTheSameData_isRefusedAndTheFirstGoesOn() throws Exception {
        Ports ports = Ports.free();
        try (WaggleProcess first = WaggleProcess.start(data, ports).awaitReady();
                WaggleProcess second = WaggleProcess.start(data, Ports.free())) {
            assertThat(second.awaitExit()).isEqualTo(1);
            assertThat(second.output())
                    .startsWith("waggle: another Waggle (process ")
                    .hasLineCount(1);
            register(ports, "zoe");
            assertThat(first.output()).doesNotContain(" WARN ", " ERROR ");
        }
    }

    @Test
    void up_portInUse_isRefusedBeforeAnythingStarts() throws Exception {
        Ports ports = Ports.free();
        try (ServerSocket taken = new ServerSocket(ports.ws(), 1, InetAddress.getLoopbackAddress());
                WaggleProcess waggle = WaggleProcess.start(data, ports)) {
            assertThat(waggle.awaitExit()).isEqualTo(1);
            assertThat(waggle.output())
                    .startsWith("waggle: port " + taken.getLocalPort() + " is in use")
                    .contains("--ws PORT")
                    .hasLineCount(1);
        }
        assertThat(data.resolve("mariadb")).doesNotExist();
    }

    @Test
    void up_newerData_isRefused() throws Exception {
        Files.writeString(data.resolve("waggle.version"), "999999\n");
        try (WaggleProcess waggle = WaggleProcess.start(data, Ports.free())) {
            assertThat(waggle.awaitExit()).isEqualTo(1);
            assertThat(waggle.output())
                    .contains("were written by a newer Waggle")
                    .hasLineCount(1);
        }
    }

    @Test
    void up_unknownOption_isNamed() throws Exception {
        try (WaggleProcess waggle = WaggleProcess.start(data, Ports.free(), "--tls")) {
            assertThat(waggle.awaitExit()).isEqualTo(1);
            assertThat(waggle.output())
                    .startsWith("waggle: unknown option --tls; usage: ")
                    .hasLineCount(1);
        }
    }

    @Test
    void up_unreachableDatabase_isRefusedWithoutItsSecrets() throws Exception {
        Map<String, String> environment = Map.of(
                "WAGGLE_DB_URL",
                "jdbc:mysql://127.0.0.1:" + Ports.free().http() + "/waggle?password=secret",
                "WAGGLE_DB_USER",
                "somebody");
        try (WaggleProcess waggle = WaggleProcess.start(environment, data, Ports.free())) {
            assertThat(waggle.awaitExit()).isEqualTo(1);
            assertThat(waggle.output())
                    .startsWith("waggle: cannot use jdbc:mysql://127.0.0.1:")
                    .contains("(WAGGLE_DB_URL) as somebody")
                    .doesNotContain("secret")
                    .hasLineCount(1);
        }
    }

    @Test
    void up_demoTwice_makesItsUsersOnce() throws Exception {
        Ports ports = Ports.free();
        String group;
        Map<String, String> environment = Map.of("WAGGLE_ADMIN_PASSWORD", "a chosen password");
        try (WaggleProcess waggle =
                WaggleProcess.start(environment, data, ports, "--demo").awaitReady()) {
            group = found(GROUP, waggle);
            assertThat(waggle.output()).doesNotContain("Administrator");
        }
        try (WaggleProcess waggle = WaggleProcess.start(data, ports, "--demo").awaitReady();
                Api api = new Api("http://127.0.0.1:" + ports.http())) {
            assertThat(found(GROUP, waggle)).isEqualTo(group);
            String password = found(DEMO_PASSWORD, waggle);
            String token = session(api, "alice", password).path("accessToken").asString();
            assertThat(api.get("/v1/friends", token).path("items")).hasSize(2);
            assertThat(api.get("/v1/groups/" + group + "/members", token).path("items"))
                    .hasSize(3);
            session(api, "admin", "a chosen password");
            // The set-up's own devices have logged out.
            assertThat(api.get("/v1/devices", token).path("items")).hasSize(1);
            assertThat(api.get("/v1/conversations", token).path("items")).hasSize(3);
            assertThat(demoPage(ports, "Host: localhost"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains(password, "\"username\":\"carol\"");
            // A web site that lets its name point here, and a reverse proxy.
            assertThat(demoPage(ports, "Host: example.org"))
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContain(password);
            assertThat(demoPage(ports, "Host: localhost\r\nX-Forwarded-For: 192.0.2.1"))
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContain(password);
        }
    }

    @Test
    void up_demoForOthersToReach_isRefused() throws Exception {
        try (WaggleProcess waggle = WaggleProcess.start(data, Ports.free(), "--demo", "--bind", "0.0.0.0")) {
            assertThat(waggle.awaitExit()).isEqualTo(1);
            assertThat(waggle.output()).contains("waggle: --demo works on this machine only");
        }
    }

    private static String demoPage(Ports ports, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.http())) {
            socket.getOutputStream()
                    .write(("GET /demo.json HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String found(Pattern pattern, WaggleProcess waggle) throws IOException {
        Matcher matcher = pattern.matcher(waggle.output());
        assertThat(matcher.find()).as(waggle.output()).isTrue();
        return matcher.group(1);
    }

    private static String register(Ports ports, String username) throws IOException, InterruptedException {
        try (Api api = new Api("http://127.0.0.1:" + ports.http())) {
            Map<String, String> account = Map.of("username", username, "password", "a long password");
            return api.post("/v1/accounts", null, account, Set.of()).path("uid").asString();
        }
    }

    private static String login(Ports ports, String username) throws IOException, InterruptedException {
        try (Api api = new Api("http://127.0.0.1:" + ports.http())) {
            return session(api, username, "a long password").path("uid").asString();
        }
    }

    private static JsonNode session(Api api, String username, String password)
            throws IOException, InterruptedException {
        Map<String, Object> login = Map.of(
                "username", username, "password", password, "device", Map.of("name", "test", "platform", "other"));
        return api.post("/v1/sessions", null, login, Set.of());
    }
}
