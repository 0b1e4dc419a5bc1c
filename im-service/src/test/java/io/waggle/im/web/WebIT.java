package io.waggle.im.web;

import io.waggle.im.HttpCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A browser that opens the web app; its files are small ones of this test. */
@TestInstance(Lifecycle.PER_CLASS)
class WebIT {

    private static final String PAGE = "<!doctype html><title>Waggle</title>";
    private static final String SCRIPT = "export const bees = 1;\n".repeat(500);

    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path parent) throws IOException {
        Path folder = parent.resolve("web");
        Files.createDirectories(folder.resolve("assets"));
        Files.writeString(parent.resolve("secret.txt"), "secret");
        Files.createDirectories(parent.resolve("web-other"));
        Files.writeString(parent.resolve("web-other/secret.txt"), "secret");
        Files.writeString(folder.resolve("index.html"), PAGE);
        Files.writeString(folder.resolve("icon.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Files.writeString(folder.resolve("manifest.webmanifest"), "{}");
        Files.writeString(folder.resolve("sw.js"), "const build = {};");
        Files.writeString(folder.resolve("assets/index-0a1b2c.js"), SCRIPT);
        Files.writeString(folder.resolve("assets/style-0a1b2c.css"), "b{}");
        service = RunningService.start(
                Map.of("waggle.web.folder", folder, "waggle.web.origins", "http://127.0.0.1:9000"));
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/?invite=x"})
    void page_opened_withItsPolicy(String path) throws Exception {
        HttpResponse<byte[]> answer = send(path, "GET");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo(PAGE);
        assertThat(header(answer, "Content-Type")).startsWith("text/html");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
                        + "media-src 'self' blob: http://127.0.0.1:9000; connect-src 'self' ws: wss: http://127.0.0.1:9000; "
                        + "font-src 'self'; manifest-src 'self'; worker-src 'self' blob:; "
                        + "require-trusted-types-for 'script'; trusted-types waggle-worker; base-uri 'none'; form-action 'none'; "
                        + "frame-ancestors 'none'");
    }

    @ParameterizedTest
    @CsvSource({"/assets/index-0a1b2c.js,text/javascript", "/assets/style-0a1b2c.css,text/css"})
    void asset_keptForAYear(String path, String type) throws Exception {
        HttpResponse<byte[]> answer = send(path, "GET");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "Cache-Control").split(", "))
                .containsExactlyInAnyOrder("public", "max-age=31536000", "immutable");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @CsvSource({"/icon.svg,image/svg+xml", "/manifest.webmanifest,application/manifest+json", "/sw.js,text/javascript"})
    void otherFile_askedForAgain(String path, String type) throws Exception {
        HttpResponse<byte[]> answer = send(path, "GET");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void page_unchanged_304() throws Exception {
        String modified = header(send("/", "GET"), "Last-Modified");

        assertThat(send("/", "GET", "If-Modified-Since", modified).statusCode()).isEqualTo(304);
    }

    @Test
    void script_browserTakesGzip_compressed() throws Exception {
        HttpResponse<byte[]> answer = send("/assets/index-0a1b2c.js", "GET", "Accept-Encoding", "gzip");

        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(answer, "Vary")).containsIgnoringCase("accept-encoding");
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(unpacked.readAllBytes(), UTF_8)).isEqualTo(SCRIPT);
        }
        assertThat(text(send("/assets/index-0a1b2c.js", "GET"))).isEqualTo(SCRIPT);
    }

    /** An answer that holds both a secret and what an attacker chose would tell the secret by its size. */
    @Test
    void api_browserTakesGzip_notCompressed() throws Exception {
        assertThat(send("/v3/api-docs", "GET", "Accept-Encoding", "gzip")
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/assets/index-0a1b2c.js"})
    void head_headersAlone(String path) throws Exception {
        HttpResponse<byte[]> got = send(path, "GET");
        HttpResponse<byte[]> head = send(path, "HEAD");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(got.body().length));
        assertThat(header(head, "Cache-Control")).isEqualTo(header(got, "Cache-Control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nonsense", "/assets/index-ffffff.js", "/assets", "/assets/", "/chats/1", "/error"})
    void missing_notFoundAndNotThePage(String path) {
        HttpCalls.Answer answer = service.http().get(path);

        answer.expectProblem(ErrorCode.NOT_FOUND);
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).doesNotContain("immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret.txt",
                "/assets/../../secret.txt",
                "/..%2Fsecret.txt",
                "/%2e%2e/secret.txt",
                "/%2e%2e%2fsecret.txt",
                "/%252e%252e/secret.txt",
                "/..;/secret.txt",
                "/..\\secret.txt",
                "/..%5csecret.txt",
                "//../secret.txt",
                "/../web-other/secret.txt",
                "/assets/..%2f..%2fsecret.txt",
                "/file:../secret.txt",
                "/index.html%00.txt"
            })
    void path_outOfTheFolder_refused(String path) throws IOException {
        String answer = raw(path);

        assertThat(answer).containsPattern("^HTTP/1.1 40[04] ").doesNotContain("\r\n\r\nsecret", PAGE);
    }

    @Test
    void api_asWithoutThePage() throws Exception {
        HttpCalls http = service.http();

        http.get("/v1/nonsense").expectProblem(ErrorCode.UNAUTHENTICATED);
        http.as(http.newUser(), "GET", "/v1/nonsense").expectProblem(ErrorCode.NOT_FOUND);
        assertThat(http.get("/livez").expect(200).body().path("status").asString())
                .isEqualTo("up");
        assertThat(http.get("/v1/me").headers().firstValue("Content-Security-Policy"))
                .isEmpty();
        assertThat(http.get("/v3/api-docs").expect(200).body().path("paths"))
                .isEqualTo(RunningService.shared()
                        .http()
                        .get("/v3/api-docs")
                        .expect(200)
                        .body()
                        .path("paths"));
    }

    @Test
    void page_posted_refused() {
        service.http().post("/", "{}").expect(405).expectProblemOfAnyStatus(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void page_noFolderSet_notFound() {
        RunningService.shared().http().get("/").expectProblem(ErrorCode.NOT_FOUND);
        RunningService.shared().http().get("/index.html").expectProblem(ErrorCode.NOT_FOUND);
    }

    private HttpResponse<byte[]> send(String path, String method, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Sends a path as it is: a client would clean it. */
    private String raw(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), UTF_8);
    }
}
