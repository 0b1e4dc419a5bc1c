package io.waggle.im.business;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.ApiKeyClaim;
import io.waggle.protocol.fabric.v1.CallerReply;
import io.waggle.protocol.fabric.v1.CallerRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Business systems with their keys, from making one to revoking it. */
class BusinessIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User admin = newAdministrator();
    private final String app = "app " + UUID.randomUUID();

    @Test
    void create_byAnAdministrator_keyIsShownOnceAndStoredAsHash() {
        Answer made = newKey("users", "messages").expect(201);

        String key = made.body().path("key").asString();
        assertThat(key).startsWith("wgk_" + made.id("id") + "_");
        Answer list = http.as(admin, "GET", "/v1/admin/api-keys?limit=200").expect(200);
        assertThat(list.text()).contains(app).doesNotContain(key.substring(18));
        assertThat(service.sql()
                        .sql("select count(*) from api_key where id = ? and hash = unhex(sha2(?, 256))")
                        .params(made.id("id").value(), key)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void create_byAnyoneElseOrNonsense_refused() {
        User user = http.newUser();
        String body = keyBody("users");

        http.as(user, "POST", "/v1/admin/api-keys", body).expectProblem(ErrorCode.NOT_ALLOWED);
        http.as(user, "GET", "/v1/admin/api-keys").expectProblem(ErrorCode.NOT_ALLOWED);
        http.as(user, "DELETE", "/v1/admin/api-keys/" + user.uid()).expectProblem(ErrorCode.NOT_ALLOWED);
        http.as(key("users"), "POST", "/v1/admin/api-keys", body).expectProblem(ErrorCode.NOT_ALLOWED);
        http.as(admin, "POST", "/v1/admin/api-keys", "{\"app\":\"a\",\"name\":\"n\",\"scopes\":[]}")
                .expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(admin, "POST", "/v1/admin/api-keys", "{\"app\":\"a\",\"name\":\"n\",\"scopes\":[\"all\"]}")
                .expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(admin, "DELETE", "/v1/admin/api-keys/" + user.uid()).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void key_withoutTheScopeOrDamagedOrRevoked_opensNothing() {
        Answer made = newKey("messages").expect(201);
        String key = made.body().path("key").asString();

        assertThat(http.as(key, "POST", "/v1/server/users", "{}").expectProblem(ErrorCode.NOT_ALLOWED))
                .contains("users");
        http.as(key + "x", "POST", "/v1/server/users", "{}").expectProblem(ErrorCode.UNAUTHENTICATED);
        http.as("wgk_", "POST", "/v1/server/users", "{}").expectProblem(ErrorCode.UNAUTHENTICATED);
        http.as("wgk_" + new Id(7) + "_abc", "POST", "/v1/server/users", "{}").expectProblem(ErrorCode.UNAUTHENTICATED);
        http.as(admin, "DELETE", "/v1/admin/api-keys/" + made.id("id")).expect(204);
        http.as(key, "POST", "/v1/server/messages", "{}").expectProblem(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void server_withAUsersToken_refused() {
        http.as(admin, "GET", "/v1/server/users", "").expectProblem(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void users_madeByTheApp_areItsOwnAndNobodyElses() {
        String key = key("users");
        Id uid = newUser(key);
        String other = keyOf("another " + app, "users");

        assertThat(http.as(key, "GET", "/v1/server/users", "").expect(200).text())
                .contains(uid.toString());
        assertThat(http.as(other, "GET", "/v1/server/users", "").expect(200).text())
                .doesNotContain(uid.toString());
        actAs(key, uid, "GET", "/v1/me", "").expect(200);
        actAs(other, uid, "GET", "/v1/me", "").expectProblem(ErrorCode.NOT_FOUND);
        actAs(key, admin.uid(), "GET", "/v1/me", "").expectProblem(ErrorCode.NOT_FOUND);
        actAs(key, new Id(77), "GET", "/v1/me", "").expectProblem(ErrorCode.NOT_FOUND);
        http.as(key, "GET", "/v1/me", "").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void idempotencyKey_ofTwoApps_areTwoRequests() {
        String mine = key("users");
        String theirs = keyOf("another " + app, "users");
        String body = "{\"username\":\"%s\"}".formatted(newName());

        Answer first = http.as(mine, "POST", "/v1/server/users", body, "Idempotency-Key", "1")
                .expect(201);
        assertThat(http.as(mine, "POST", "/v1/server/users", body, "Idempotency-Key", "1")
                        .expect(201)
                        .text())
                .isEqualTo(first.text());
        http.as(theirs, "POST", "/v1/server/users", body, "Idempotency-Key", "1")
                .expectProblem(ErrorCode.USERNAME_TAKEN);
    }

    @Test
    void actingAs_sendsInTheUsersNameUnderTheUsersRules() {
        String key = key("users", "messages", "relations");
        Id clerk = newUser(key);
        User customer = http.newUser();
        String message = "{\"to\":{\"u\":\"%s\"},\"text\":\"Your bees have arrived\"}".formatted(customer.uid());

        actAs(key, clerk, "POST", "/v1/messages", message).expectProblem(ErrorCode.NOT_FRIENDS);
        Answer request = actAs(key, clerk, "POST", "/v1/friend-requests", "{\"to\":\"%s\"}".formatted(customer.uid()))
                .expect(201);
        http.as(customer, "POST", "/v1/friend-requests/" + request.id("id") + "/accept")
                .expect(200);
        Answer sent = actAs(key, clerk, "POST", "/v1/messages", message).expect(201);

        assertThat(http.as(customer, "GET", "/v1/conversations/" + sent.id("conversation") + "/messages")
                        .expect(200)
                        .text())
                .contains("Your bees have arrived", clerk.toString());
    }

    @Test
    void relations_ofItsOwnUsers_areRecordedBothWays() {
        String key = key("users", "relations");
        Id agent = newUser(key);
        User customer = http.newUser();
        String type = "agent-" + UUID.randomUUID().toString().substring(0, 8);

        http.as(key, "PUT", "/v1/server/relation-types/" + type, "{\"inverse\":\"" + type + ".customer\"}")
                .expect(200);
        String pair = "/v1/server/relations/" + type + "/" + agent + "/" + customer.uid();
        http.as(key, "PUT", pair, "").expect(204);
        http.as(key, "PUT", pair, "").expect(204);

        assertThat(http.as(key, "GET", "/v1/server/relations/" + type + "/" + agent, "")
                        .expect(200)
                        .text())
                .contains(customer.uid().toString());
        assertThat(http.as(key, "GET", "/v1/server/relation-types", "")
                        .expect(200)
                        .text())
                .contains(type);
        http.as(key, "PUT", "/v1/server/relations/" + type + "/" + customer.uid() + "/" + agent, "")
                .expectProblem(ErrorCode.NOT_FOUND);
        http.as(key, "DELETE", pair, "").expect(204);
        http.as(key, "DELETE", pair, "").expectProblem(ErrorCode.NOT_FOUND);
        http.as(key, "DELETE", "/v1/server/relation-types/" + type, "").expect(204);
        http.as(key, "PUT", pair, "").expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void groups_ofItsOwnUsers_needNoFriendships() {
        String key = key("users", "groups", "messages");
        Id owner = newUser(key);
        Id member = newUser(key);
        User stranger = http.newUser();
        String group = "{\"name\":\"Shift\",\"members\":[\"%s\"]}";

        Answer made =
                actAs(key, owner, "POST", "/v1/groups", group.formatted(member)).expect(201);

        actAs(key, owner, "POST", "/v1/groups", group.formatted(stranger.uid())).expectProblem(ErrorCode.NOT_FRIENDS);
        String notice = "{\"to\":{\"g\":\"%s\"},\"text\":\"Shift begins\"}".formatted(made.id("gid"));
        http.as(key, "POST", "/v1/server/messages", notice).expect(201);
        http.as(
                        key,
                        "POST",
                        "/v1/server/messages",
                        notice.replace(made.id("gid").toString(), owner.toString()))
                .expectProblem(ErrorCode.NOT_A_MEMBER);
        assertThat(actAs(key, member, "GET", "/v1/conversations/" + made.id("gid") + "/messages", "")
                        .expect(200)
                        .text())
                .contains("Shift begins");
    }

    @Test
    void sessions_openedByTheApp_actForItsUserAlone() {
        String key = key("users", "tokens");
        Id uid = newUser(key);
        String device = "{\"device\":{\"name\":\"kiosk\",\"platform\":\"web\"}}";

        Answer session = http.as(key, "POST", "/v1/server/users/" + uid + "/sessions", device)
                .expect(201);

        String token = session.body().path("accessToken").asString();
        assertThat(http.as(token, "GET", "/v1/me", "").expect(200).id("uid")).isEqualTo(uid);
        http.as(key, "POST", "/v1/server/users/" + admin.uid() + "/sessions", device)
                .expectProblem(ErrorCode.NOT_FOUND);
        http.as(key, "POST", "/v1/server/users/" + uid + "/sessions", "{}").expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(key("users"), "POST", "/v1/server/users/" + uid + "/sessions", device)
                .expectProblem(ErrorCode.NOT_ALLOWED);
    }

    @Test
    void system_writesToAnyone() {
        User user = http.newUser();

        Answer sent = http.as(
                        key("messages"),
                        "POST",
                        "/v1/server/messages",
                        "{\"to\":{\"u\":\"%s\"},\"text\":\"Welcome\"}".formatted(user.uid()))
                .expect(201);

        assertThat(http.as(user, "GET", "/v1/conversations")
                        .expect(200)
                        .body()
                        .path("items")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(sent.id("conversation").toString());
    }

    @Test
    void caller_ofMediaService_judgedAsHere() throws InvalidProtocolBufferException {
        Answer made = newKey("users", "messages").expect(201);
        String key = made.body().path("key").asString();
        Id uid = newUser(key);
        String path = "/v1/media/uploads";

        assertThat(caller(key, uid, path).hasAdmitted()).isTrue();
        assertThat(caller(key, uid, path).getAdmitted().getAdministrator()).isFalse();
        assertThat(refusalOf(key, admin.uid(), path)).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusalOf(key("users"), uid, path)).isEqualTo(ErrorCode.NOT_ALLOWED);
        assertThat(refusalOf(key, uid, "/v1/admin/users")).isEqualTo(ErrorCode.NOT_ALLOWED);
        assertThat(refusalOf(key + "x", uid, path)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        http.as(admin, "DELETE", "/v1/admin/api-keys/" + made.id("id")).expect(204);
        assertThat(refusalOf(key, uid, path)).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    private @Nullable ErrorCode refusalOf(String key, Id uid, String operation) throws InvalidProtocolBufferException {
        return ErrorCode.ofWireName(caller(key, uid, operation).getRefused().getCode());
    }

    private CallerReply caller(String key, Id uid, String operation) throws InvalidProtocolBufferException {
        byte[] question = CallerRequest.newBuilder()
                .setUid(uid.value())
                .setApiKey(ApiKeyClaim.newBuilder().setKey(key).setOperation(operation))
                .build()
                .toByteArray();
        return CallerReply.parseFrom(service.fabric()
                .request(Subjects.CALLER, question, Duration.ofSeconds(10))
                .join());
    }

    private User newAdministrator() {
        User user = http.newUser();
        service.sql()
                .sql("update account set role = 'ADMIN' where uid = ?")
                .param(user.uid().value())
                .update();
        return user;
    }

    private Id newUser(String key) {
        return http.as(key, "POST", "/v1/server/users", "{\"username\":\"%s\"}".formatted(newName()))
                .expect(201)
                .id("uid");
    }

    private static String newName() {
        return "b" + UUID.randomUUID().toString().substring(0, 18);
    }

    private String key(String... scopes) {
        return keyOf(app, scopes);
    }

    private String keyOf(String owner, String... scopes) {
        return http.as(admin, "POST", "/v1/admin/api-keys", keyBody(scopes).replace(app, owner))
                .expect(201)
                .body()
                .path("key")
                .asString();
    }

    private Answer newKey(String... scopes) {
        return http.as(admin, "POST", "/v1/admin/api-keys", keyBody(scopes));
    }

    private String keyBody(String... scopes) {
        return "{\"app\":\"%s\",\"name\":\"test\",\"scopes\":[\"%s\"]}".formatted(app, String.join("\",\"", scopes));
    }

    private Answer actAs(String key, Id uid, String method, String path, String body) {
        return http.as(key, method, path, body, "Waggle-User", uid.toString());
    }
}
