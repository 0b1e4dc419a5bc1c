package io.waggle.im.session;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.DeviceSecret;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.RpcRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ProvisionedDeviceIT {

    private static final String SECRET = "{\"name\":\"Hive scale\",\"platform\":\"iot\",\"credential\":\"secret\"}";

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();

    @Test
    void provision_secret_shownOnceAndListed() {
        Answer made = provision().expect(201);

        assertThat(secret(made)).startsWith("wgd_").hasSize(47);
        Answer list = http.as(alice, "GET", "/v1/devices").expect(200);
        assertThat(list.text()).doesNotContain("wgd_");
        assertThat(list.body().path("items").get(1).path("did").asString())
                .isEqualTo(made.id("did").toString());
        assertThat(list.body().path("items").get(1).path("kind").asString()).isEqualTo("provisioned");
        assertThat(list.body().path("items").get(1).path("platform").asString()).isEqualTo("iot");
    }

    @Test
    void provision_manyBeyondTheLimitOfLogins_loggedInDevicesStay() {
        for (int i = 0; i < 8; i++) {
            provision().expect(201);
        }

        http.as(alice, "GET", "/v1/me").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"x\",\"platform\":\"iot\"}",
                "{\"name\":\"x\",\"platform\":\"iot\",\"credential\":\"password\"}",
                "{\"name\":\"x\",\"platform\":\"iot\",\"certificate\":\"nonsense\"}",
                "{\"name\":\"x\",\"platform\":\"iot\",\"credential\":\"secret\",\"certificate\":\"both\"}",
                "{\"name\":\"x\",\"platform\":\"fridge\",\"credential\":\"secret\"}"
            })
    void provision_badRequest_refused(String body) {
        http.as(alice, "POST", "/v1/devices", body).expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void exchange_secret_actsForItsUser() {
        Answer made = provision();

        Answer session = exchange(made.id("did"), secret(made)).expect(200);

        assertThat(session.id("uid")).isEqualTo(alice.uid());
        assertThat(session.body().has("refreshToken")).isFalse();
        assertThat(session.body().path("mqtt").has("tcp")).isTrue();
        http.as(token(session), "GET", "/v1/me", "").expect(200);
    }

    @Test
    void exchange_wrongSecretOrUnknownOrLoggedInDevice_sameAnswer() {
        Answer made = provision();
        Answer other = provision();

        String wrong = exchange(made.id("did"), "wgd_wrong").expectProblem(ErrorCode.UNAUTHENTICATED);

        assertThat(exchange(made.id("did"), secret(other)).expectProblem(ErrorCode.UNAUTHENTICATED))
                .isEqualTo(wrong);
        assertThat(exchange(new Id(7), secret(made)).expectProblem(ErrorCode.UNAUTHENTICATED))
                .isEqualTo(wrong);
        assertThat(exchange(alice.did(), secret(made)).expectProblem(ErrorCode.UNAUTHENTICATED))
                .isEqualTo(wrong);
    }

    @Test
    void rotate_secret_oldOneAndItsTokensAreDeadAndTheConnectionIsCut() throws InvalidProtocolBufferException {
        Answer made = provision();
        Id did = made.id("did");
        String oldToken = token(exchange(did, secret(made)));
        List<Envelope> heard = service.listen(alice.uid());

        Answer rotated =
                http.as(alice, "POST", "/v1/devices/" + did + "/secret").expect(200);

        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().getCut().getDid()).isEqualTo(did.value());
        exchange(did, secret(made)).expectProblem(ErrorCode.UNAUTHENTICATED);
        http.as(oldToken, "GET", "/v1/me", "").expectProblem(ErrorCode.SESSION_ENDED);
        assertThat(connect(alice.uid(), did, secret(made)).hasRefused()).isTrue();
        assertThat(connect(alice.uid(), did, secret(rotated)).hasAdmitted()).isTrue();
        http.as(token(exchange(did, secret(rotated))), "GET", "/v1/me", "").expect(200);
    }

    /** The connection is still open, because the order to cut it was lost. */
    @Test
    void rotate_secret_requestsOfTheOldConnectionAreRefused() throws InvalidProtocolBufferException {
        Answer made = provision();
        Id did = made.id("did");
        int before = connect(alice.uid(), did, secret(made)).getAdmitted().getGeneration();
        assertThat(refusalOf(did, before)).isEmpty();

        Answer rotated =
                http.as(alice, "POST", "/v1/devices/" + did + "/secret").expect(200);

        assertThat(refusalOf(did, before)).isEqualTo("session-ended");
        int after = connect(alice.uid(), did, secret(rotated)).getAdmitted().getGeneration();
        assertThat(refusalOf(did, after)).isEmpty();
    }

    @Test
    void rotate_notOwnOrUnknownOrLoggedIn_refused() {
        Id did = provision().id("did");
        User mallory = http.newUser();

        String others =
                http.as(mallory, "POST", "/v1/devices/" + did + "/secret").expectProblem(ErrorCode.NOT_FOUND);

        assertThat(http.as(mallory, "POST", "/v1/devices/" + new Id(7) + "/secret")
                        .expectProblem(ErrorCode.NOT_FOUND))
                .isEqualTo(others);
        http.as(alice, "POST", "/v1/devices/" + alice.did() + "/secret").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void remove_provisioned_revokesItsSecret() throws InvalidProtocolBufferException {
        Answer made = provision();
        Id did = made.id("did");

        http.as(alice, "DELETE", "/v1/devices/" + did).expect(204);

        exchange(did, secret(made)).expectProblem(ErrorCode.UNAUTHENTICATED);
        assertThat(connect(new Id(0), did, secret(made)).getRefused().getCode()).isEqualTo("unauthenticated");
    }

    @Test
    void connect_secret_saysFirstWhoseItIsAndThenWhereItBelongs() throws InvalidProtocolBufferException {
        Id gid = http.as(alice, "POST", "/v1/groups", "{\"name\":\"Bees\",\"members\":[]}")
                .id("gid");
        Answer made = provision();

        ConnectReply whose = connect(new Id(0), made.id("did"), secret(made));
        ConnectReply where = connect(alice.uid(), made.id("did"), secret(made));

        assertThat(whose.getAdmitted().getUid()).isEqualTo(alice.uid().value());
        assertThat(whose.getAdmitted().getGroupsList()).isEmpty();
        assertThat(where.getAdmitted().getGroupsList()).containsExactly(gid.value());
    }

    @Test
    void certificate_bound_opensThatDeviceOnlyAndBelongsToOne() throws Exception {
        TestCertificate first = TestCertificate.make("first");
        TestCertificate second = TestCertificate.make("second");
        Answer made =
                http.as(alice, "POST", "/v1/devices", withCertificate(first)).expect(201);
        Id did = made.id("did");
        Id other =
                http.as(alice, "POST", "/v1/devices", withCertificate(second)).id("did");

        assertThat(made.body().has("secret")).isFalse();
        assertThat(connect(did, first).hasAdmitted()).isTrue();
        assertThat(connect(other, first).getRefused().getCode()).isEqualTo("unauthenticated");
        assertThat(http.as(http.newUser(), "POST", "/v1/devices", withCertificate(first))
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("belongs to another device");
    }

    @Test
    void certificate_rotated_oldOneIsDead() throws Exception {
        TestCertificate before = TestCertificate.make("before");
        TestCertificate after = TestCertificate.make("after");
        Id did = http.as(alice, "POST", "/v1/devices", withCertificate(before)).id("did");
        List<Envelope> heard = service.listen(alice.uid());

        http.as(alice, "PUT", "/v1/devices/" + did + "/certificate", "{\"certificate\":\"" + after.json() + "\"}")
                .expect(200);

        assertThat(connect(did, before).hasRefused()).isTrue();
        assertThat(connect(did, after).hasAdmitted()).isTrue();
        assertThat(heard.getFirst().getCut().getDid()).isEqualTo(did.value());
    }

    private Answer provision() {
        return http.as(alice, "POST", "/v1/devices", SECRET);
    }

    private Answer exchange(Id did, String secret) {
        return http.post("/v1/sessions/device", "{\"did\":\"" + did + "\",\"secret\":\"" + secret + "\"}");
    }

    /** The code with which a request over a connection that was admitted with this generation is refused. */
    private String refusalOf(Id did, int generation) throws InvalidProtocolBufferException {
        RpcRequest request = RpcRequest.newBuilder()
                .setUid(alice.uid().value())
                .setDid(did.value())
                .setMethod("devices.list")
                .setGeneration(generation)
                .build();
        return RpcReply.parseFrom(service.ask(Subjects.RPC, request))
                .getRefused()
                .getCode();
    }

    private ConnectReply connect(Id uid, Id did, String secret) throws InvalidProtocolBufferException {
        return connect(ConnectRequest.newBuilder()
                .setUid(uid.value())
                .setDid(did.value())
                .setSecretHash(ByteString.copyFrom(DeviceSecret.hash(secret))));
    }

    private ConnectReply connect(Id did, TestCertificate certificate) throws InvalidProtocolBufferException {
        return connect(ConnectRequest.newBuilder()
                .setDid(did.value())
                .setCertificateSha256(ByteString.copyFrom(certificate.sha256())));
    }

    private ConnectReply connect(ConnectRequest.Builder request) throws InvalidProtocolBufferException {
        return ConnectReply.parseFrom(service.ask(Subjects.CONNECT, request.build()));
    }

    private static String withCertificate(TestCertificate certificate) throws Exception {
        return "{\"name\":\"Camera\",\"platform\":\"iot\",\"certificate\":\"" + certificate.json() + "\"}";
    }

    private static String secret(Answer made) {
        return made.body().path("secret").asString();
    }

    private static String token(Answer session) {
        return session.body().path("accessToken").asString();
    }
}
