package io.waggle.im.http;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.fabric.v1.RpcReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class HttpEdgeIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"find\":2}",
                "{\"find\":\"\"}",
                "{\"find\":\" \"}",
                "{\"find\":true}",
                "{\"find\":[\"friends\"]}"
            })
    void body_enumOfTheWrongKind_refusedAndNotTakenForAnother(String body) {
        http.as(http.newUser(), "PATCH", "/v1/me/privacy", body).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"uses\":\"\"}",
                "{\"uses\":1.9}",
                "{\"uses\":\"3\"}",
                "{\"uses\":true}",
                "{\"expiresIn\":\"\"}"
            })
    void body_numberOfTheWrongKind_refusedAndNotTakenForAnother(String body) {
        User owner = http.newUser();
        Id gid = http.as(owner, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[]}")
                .expect(201)
                .id("gid");

        http.as(owner, "POST", "/v1/groups/" + gid + "/invites", body).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void unknownPath_notFound() {
        http.get("/").expectProblem(ErrorCode.NOT_FOUND);
        http.get("/nonsense").expectProblem(ErrorCode.NOT_FOUND);
        http.get("/error").expectProblem(ErrorCode.NOT_FOUND);
        http.as(http.newUser(), "GET", "/v1/nonsense").expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void unknownPath_forABrowser_noHtml() {
        http.send(http.request("/nonsense").header("Accept", "text/html").GET()).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void wrongMethod_405() {
        Answer answer = http.send(http.request("/v1/accounts").DELETE()).expect(405);

        answer.expectProblemOfAnyStatus(ErrorCode.INVALID_REQUEST);
        assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void wrongMediaType_415() {
        http.send(http.request("/v1/accounts")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}")))
                .expect(415)
                .expectProblemOfAnyStatus(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /%zz HTTP/1.1", "GET /a|b HTTP/1.1", "GET /v1/%c0%ae HTTP/1.1", "NONSENSE"})
    void malformedRequestLine_problemWithoutHtml(String line) throws IOException {
        String answer = raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .contains("application/problem+json")
                .contains("\"code\":\"");
        assertThat(answer)
                .doesNotContainIgnoringCase("<html")
                .doesNotContain("Exception")
                .doesNotContain("Tomcat");
    }

    @Test
    void queryThatIsNotUtf8_refused() throws IOException {
        String answer = raw("GET /v1/friends?limit=%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + http.newUser().accessToken() + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"invalid-request\"");
    }

    @Test
    void bodyTooLarge_413() {
        String large = "{\"username\":\"" + "x".repeat(Limits.PACKET_BYTES) + "\"}";

        assertThat(http.post("/v1/accounts", large).expectProblem(ErrorCode.TOO_LONG))
                .contains("262144 bytes");
        http.send(http.request("/v1/accounts")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes(UTF_8)))))
                .expectProblem(ErrorCode.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST  | /v1/groups      | {"name":"Bees","name":"Wasps","members":[]}       | name
                    POST  | /v1/groups      | {"name":"Bees","members":[],"x":{"y":1,"y":2}}    | y
                    PATCH | /v1/me          | {"nickname":"A","nickname":null}                  | nickname
                    PATCH | /v1/me/privacy  | {"find":"nobody","find":"everyone"}               | find
                    POST  | /v1/messages    | {"to":{"u":"@alice"},"text":"hi","text":"ho"}         | text
                    POST  | /v1/messages    | {"to":{"u":"@alice"},"custom":{"type":"t","data":{"z":1,"z":2}}} | z
                    """)
    void body_memberTwice_refusedByName(String method, String path, String body, String member) {
        Answer answer = http.as(http.newUser(), method, path, body).expect(400);

        assertThat(answer.body().path("code").asString()).isIn("invalid-request", "invalid-payload");
        assertThat(answer.body().path("detail").asString()).contains("has the member \"" + member + "\" twice");
    }

    @Test
    void rpc_memberTwice_refusedByName() {
        RpcReply reply =
                new RpcCalls(service).call(http.newUser(), "groups.create", "{\"name\":\"Bees\",\"name\":\"Wasps\"}");

        assertThat(reply.getRefused().getCode()).isEqualTo("invalid-request");
        assertThat(reply.getRefused().getDetail()).isEqualTo("the payload has the member \"name\" twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"history", "ack", "sync"})
    void rpc_methodsOfTheirOwn_memberTwice_refused(String method) {
        RpcReply reply = new RpcCalls(service)
                .call(
                        http.newUser(),
                        method,
                        "{\"conversation\":\"0R5Y2K8GQ4M1T\",\"conversation\":\"0R5Y2K8GQ4M1T\"}");

        assertThat(reply.getRefused().getDetail()).contains("has the member \"conversation\" twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Content-Type", "Idempotency-Key", "Waggle-User", "authorization"})
    void header_thatCountsOnce_twice_refusedByName(String name) throws IOException {
        String once = switch (name) {
            case "Content-Type" -> name + ": application/json\r\n";
            case "Idempotency-Key" -> name + ": k\r\n";
            case "Waggle-User" -> name + ": 0R5Y2K8GQ4M1T\r\n";
            default -> name + ": Bearer " + http.newUser().accessToken() + "\r\n";
        };
        String answer = raw("POST /v1/groups HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n"
                + once + once + "\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("\"code\":\"invalid-request\"");
        assertThat(answer).containsIgnoringCase("the header " + name + " is given twice: give it once");
    }

    @Test
    void header_authorizationTwiceWhereNoneIsNeeded_refused() {
        http.send(http.request("/healthz")
                        .header("Authorization", "Bearer a")
                        .header("Authorization", "Bearer b")
                        .GET())
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost\r\nHost: example.org\r\n",
                "Host: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n"
            })
    void header_thatFramesTheRequest_twice_refused(String headers) throws IOException {
        assertThat(raw("POST /v1/accounts HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n{}"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void query_parameterTwice_refusedByName() {
        User alice = http.newUser();

        assertThat(http.as(alice, "GET", "/v1/friends?limit=1&limit=2").expectProblem(ErrorCode.INVALID_REQUEST))
                .isEqualTo("limit is given twice: give it once");
        http.as(alice, "GET", "/v1/presence?uids=" + alice.uid() + "&uids=" + alice.uid())
                .expect(200);
    }

    @Test
    void invalidUtf8_refused() {
        http.send(http.request("/v1/accounts")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'})))
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void health_up_withoutLogin() {
        for (String path : List.of("/livez", "/readyz", "/healthz")) {
            assertThat(http.get(path).expect(200).text()).isEqualTo("{\"status\":\"up\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATCH /v1/me {\"nickname\":5}",
                "PATCH /v1/me {\"nickname\":false}",
                "PATCH /v1/me {\"birthDate\":[2000,1,1]}",
                "PATCH /v1/me {\"birthDate\":11000}",
                "PUT /v1/me/status {\"invisible\":null}",
                "PUT /v1/me/status {\"invisible\":\"true\"}",
                "PUT /v1/me/status {\"invisible\":1}",
                "PUT /v1/me/status {\"text\":null}",
                "POST /v1/groups {\"name\":7,\"members\":[]}",
                "POST /v1/groups {\"name\":\"Bees\",\"members\":[null]}",
                "POST /v1/groups {\"name\":\"Bees\",\"members\":[1234567890123]}",
                "POST /v1/groups {\"name\":\"Bees\",\"members\":null}"
            })
    void body_valueOfTheWrongKindOrNull_refusedWithItsName(String request) {
        String[] parts = request.split(" ", 3);

        String detail = http.as(http.newUser(), parts[0], parts[1], parts[2]).expectProblem(ErrorCode.INVALID_REQUEST);

        String member = detail.replaceAll("[ \\[].*", "");
        assertThat(parts[2]).contains("\"" + member + "\"");
        assertThat(detail).containsAnyOf(" must be ", " is null");
    }

    @Test
    void rpc_valueOfTheWrongKindOrNull_refusedAsOverHttp() {
        RpcCalls rpc = new RpcCalls(service);
        User alice = http.newUser();

        assertThat(rpc.call(alice, "me.update", "{\"nickname\":5}").getRefused().getDetail())
                .isEqualTo("nickname must be a string");
        assertThat(rpc.call(alice, "me.status", "{\"invisible\":null}")
                        .getRefused()
                        .getDetail())
                .startsWith("invisible is null");
        assertThat(rpc.call(alice, "friends.list", "{\"limit\":\"5\"}")
                        .getRefused()
                        .getDetail())
                .isEqualTo("limit must be a whole number");
        assertThat(rpc.refusal(alice, "friends.list", "{\"limit\":null}")).isEqualTo("invalid-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%20", "0x10", "%2B5", "5.0", "true", "05"})
    void query_noWholeNumber_refused(String limit) {
        assertThat(http.as(http.newUser(), "GET", "/v1/friends?limit=" + limit)
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .isEqualTo("limit must be a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "yes", "TRUE"})
    void query_neitherTrueNorFalse_refused(String both) {
        assertThat(http.as(http.newUser(), "DELETE", "/v1/friends/0000000000001?both=" + both)
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .isEqualTo("both must be true or false");
    }

    @Test
    void waggleUser_withAnAccessToken_isOneself() {
        User alice = http.newUser();

        http.as(alice, "GET", "/v1/me", "", "Waggle-User", alice.uid().toString())
                .expect(200);
        http.as(alice, "GET", "/v1/me", "", "Waggle-User", http.newUser().uid().toString())
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void idempotencyKey_failedFirstTry_isStoredToo() {
        User alice = http.newUser();
        String toNobody = "{\"to\":\"0000000000001\"}";

        http.as(alice, "POST", "/v1/friend-requests", toNobody, "Idempotency-Key", "x")
                .expectProblem(ErrorCode.NOT_FOUND);
        Answer again = http.as(alice, "POST", "/v1/friend-requests", toNobody, "Idempotency-Key", "x");

        again.expectProblem(ErrorCode.NOT_FOUND);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void idempotencyKey_malformed_refused() {
        http.as(http.newUser(), "POST", "/v1/groups", "{}", "Idempotency-Key", "a b")
                .expectProblem(ErrorCode.INVALID_REQUEST);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), UTF_8);
        }
    }
}
