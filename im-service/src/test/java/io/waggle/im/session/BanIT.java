package io.waggle.im.session;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.im.account.Accounts;
import io.waggle.im.account.Standing;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.Cut;
import io.waggle.protocol.fabric.v1.Envelope;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** A ban and its end, at every door. */
class BanIT {

    private static final String FOREVER = "{\"reason\":\"spam\"}";
    private static final String DETAIL = "this account is banned: spam";

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final RpcCalls rpc = new RpcCalls(service);
    private final User admin = http.admin();
    private final User alice = http.newUser();

    @Test
    void ban_everyDoor_refusedWithReason() throws InvalidProtocolBufferException {
        ban(FOREVER).expect(200);

        assertThat(http.as(alice, "GET", "/v1/me").expectProblem(ErrorCode.BANNED))
                .isEqualTo(DETAIL);
        assertThat(login().expectProblem(ErrorCode.BANNED)).isEqualTo(DETAIL);
        assertThat(refresh().expectProblem(ErrorCode.BANNED)).isEqualTo(DETAIL);
        assertThat(connect().getRefused().getCode()).isEqualTo("banned");
        assertThat(connect().getRefused().getDetail()).isEqualTo(DETAIL);
        assertThat(rpc.call(alice, "me", "").getRefused().getDetail()).isEqualTo(DETAIL);
        assertThat(rpc.refusal(alice, "history", "{\"conversation\":\"" + alice.uid() + "\"}"))
                .isEqualTo("banned");
    }

    @Test
    void ban_provisionedDevice_refusedToo() {
        Answer made = http.as(
                        alice,
                        "POST",
                        "/v1/devices",
                        "{\"name\":\"Lamp\",\"platform\":\"iot\",\"credential\":\"secret\"}")
                .expect(201);
        String login = "{\"did\":\"%s\",\"secret\":\"%s\"}"
                .formatted(made.id("did"), made.body().path("secret").asString());
        http.post("/v1/sessions/device", login).expect(200);

        ban(FOREVER).expect(200);

        assertThat(http.post("/v1/sessions/device", login).expectProblem(ErrorCode.BANNED))
                .isEqualTo(DETAIL);
    }

    @Test
    void ban_wrongPassword_doesNotTellThatTheAccountIsBanned() {
        ban(FOREVER).expect(200);

        http.post("/v1/sessions", HttpCalls.loginBody(alice.username(), "wrong password"))
                .expectProblem(ErrorCode.BAD_CREDENTIALS);
    }

    @Test
    void ban_connected_everyDeviceIsCut() {
        List<Envelope> heard = service.listen(alice.uid());

        ban(FOREVER).expect(200);

        assertThat(heard)
                .extracting(Envelope::getCut)
                .containsExactly(Cut.newBuilder().setDid(0).setCode("banned").build());
    }

    @Test
    void unban_sessions_areWhatTheyWere() throws InvalidProtocolBufferException {
        ban(FOREVER).expect(200);
        refresh().expectProblem(ErrorCode.BANNED);

        Answer lifted = http.as(admin, "DELETE", "/v1/admin/users/" + alice.uid() + "/ban");

        assertThat(lifted.expect(200).body().path("standing").asString()).isEqualTo("active");
        assertThat(lifted.body().has("ban")).isFalse();
        http.as(alice, "GET", "/v1/me").expect(200);
        assertThat(connect().getAdmitted().getUsername()).isEqualTo(alice.username());
        refresh().expect(200);
        login().expect(201);
    }

    @Test
    void ban_withEnd_saysUntilWhenAndEndsByItself() {
        Answer banned = ban("{\"reason\":\"flood\",\"until\":\"2999-01-01T00:00:00.000Z\"}");
        assertThat(banned.expect(200).body().path("ban").path("until").asString())
                .isEqualTo("2999-01-01T00:00:00.000Z");
        assertThat(http.as(alice, "GET", "/v1/me").expectProblem(ErrorCode.BANNED))
                .isEqualTo("this account is banned until 2999-01-01T00:00:00.000Z: flood");

        service.sql()
                .sql("update account set banned_until = 1000 where uid = ?")
                .param(alice.uid().value())
                .update();

        http.as(alice, "GET", "/v1/me").expect(200);
        assertThat(Objects.requireNonNull(service.bean(Accounts.class).contact(alice.uid()))
                        .standing())
                .isEqualTo(Standing.ACTIVE);
        assertThat(http.as(admin, "GET", "/v1/admin/users/" + alice.uid())
                        .body()
                        .has("ban"))
                .isFalse();
    }

    @Test
    void ban_malformed_saysWhat() {
        assertThat(ban("{}").expectProblem(ErrorCode.INVALID_REQUEST)).isEqualTo("reason is missing");
        assertThat(ban("{\"reason\":\"spam\",\"until\":\"2020-01-01T00:00:00Z\"}")
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .startsWith("until must be in the future");
        http.as(alice, "GET", "/v1/me").expect(200);
    }

    @Test
    void ban_administratorSystemOrUnknown_refused() {
        ban(admin.uid(), FOREVER).expectProblem(ErrorCode.NOT_ALLOWED);
        ban(Accounts.SYSTEM, FOREVER).expectProblem(ErrorCode.NOT_ALLOWED);
        ban(new Id(2), FOREVER).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void administration_byOthers_notAllowedWhetherTheUserExistsOrNot() {
        for (Id uid : List.of(admin.uid(), alice.uid(), new Id(2))) {
            String user = "/v1/admin/users/" + uid;
            String named = "{\"uid\":\"%s\",\"reason\":\"spam\"}".formatted(uid);
            http.as(alice, "GET", user).expectProblem(ErrorCode.NOT_ALLOWED);
            http.as(alice, "PUT", user + "/ban", FOREVER).expectProblem(ErrorCode.NOT_ALLOWED);
            http.as(alice, "DELETE", user + "/ban").expectProblem(ErrorCode.NOT_ALLOWED);
            for (String method : List.of("admin.user", "admin.ban", "admin.unban")) {
                assertThat(rpc.refusal(alice, method, named)).isEqualTo("not-allowed");
            }
        }
    }

    @Test
    void administration_overRpc_works() {
        String named = "{\"uid\":\"%s\",\"reason\":\"spam\"}".formatted(alice.uid());

        assertThat(rpc.ask(admin, "admin.ban", named).path("standing").asString())
                .isEqualTo("banned");
        assertThat(rpc.ask(admin, "admin.user", named)
                        .path("ban")
                        .path("reason")
                        .asString())
                .isEqualTo("spam");
        assertThat(rpc.ask(admin, "admin.unban", named).path("standing").asString())
                .isEqualTo("active");
    }

    private Answer ban(String body) {
        return ban(alice.uid(), body);
    }

    private Answer ban(Id uid, String body) {
        return http.as(admin, "PUT", "/v1/admin/users/" + uid + "/ban", body);
    }

    private Answer login() {
        return http.post("/v1/sessions", HttpCalls.loginBody(alice.username(), HttpCalls.PASSWORD));
    }

    private Answer refresh() {
        return http.post("/v1/sessions/refresh", "{\"refreshToken\":\"" + alice.refreshToken() + "\"}");
    }

    private ConnectReply connect() throws InvalidProtocolBufferException {
        ConnectRequest request = ConnectRequest.newBuilder()
                .setUid(alice.uid().value())
                .setDid(alice.did().value())
                .build();
        return ConnectReply.parseFrom(service.ask(Subjects.CONNECT, request));
    }
}
