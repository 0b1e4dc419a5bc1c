package io.waggle.im.account;

import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.Down;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Profile and privacy, changed by their user. */
class ProfileIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final RpcCalls rpc = new RpcCalls(service);
    private final User alice = http.newUser();

    @Test
    void change_someMembers_othersStay() {
        patch(
                "{\"nickname\":\"Alice B.\",\"phone\":\"+491234567\",\"gender\":\"female\",\"birthDate\":\"2000-01-31\"}");

        JsonNode changed = patch("{\"avatar\":\"https://a/b.png\",\"gender\":null}");

        assertThat(changed.path("nickname").asString()).isEqualTo("Alice B.");
        assertThat(changed.path("avatar").asString()).isEqualTo("https://a/b.png");
        assertThat(changed.path("birthDate").asString()).isEqualTo("2000-01-31");
        assertThat(changed.has("gender")).isFalse();
        assertThat(http.as(alice, "GET", "/v1/me").body()).isEqualTo(changed);
    }

    @Test
    void profile_limits_thoseOfTheServer() {
        JsonNode limits = http.as(alice, "GET", "/v1/me").body().path("limits");

        assertThat(limits.path("recallWithin").asLong()).isEqualTo(120);
        assertThat(limits.path("editWithin").asLong()).isEqualTo(900);
    }

    @Test
    void change_overRpc_sameRules() {
        assertThat(rpc.ask(alice, "me.update", "{\"nickname\":\"Al\"}")
                        .path("nickname")
                        .asString())
                .isEqualTo("Al");
        assertThat(rpc.ask(alice, "me.update", "{\"nickname\":null}")
                        .path("nickname")
                        .asString())
                .isEqualTo(alice.username());
        assertThat(rpc.refusal(alice, "me.update", "{\"phone\":\"call me\"}")).isEqualTo("invalid-request");
    }

    @Test
    void change_differentMembersAtOnce_bothThere() throws Exception {
        AtOnce.all(List.of(() -> patch("{\"avatar\":\"https://a/b.png\"}"), () -> patch("{\"phone\":\"12345\"}")));

        JsonNode me = http.as(alice, "GET", "/v1/me").body();
        assertThat(me.path("avatar").asString()).isEqualTo("https://a/b.png");
        assertThat(me.path("phone").asString()).isEqualTo("12345");
    }

    @Test
    void change_malformed_refusedAndNothingChanged() {
        JsonNode before = http.as(alice, "GET", "/v1/me").body();

        for (String body : List.of(
                "{\"nickname\":\"\"}",
                "{\"avatar\":\"https://a/new.png\",\"nickname\":\"a\\nb\"}",
                "{\"avatar\":\"javascript:alert(1)\"}",
                "{\"nickname\":\"\\u200B\"}",
                "{\"nickname\":\"\\u202Eecila\"}",
                "{\"nickname\":\"System\"}",
                "{\"gender\":\"bee\"}",
                "{\"birthDate\":\"1800-01-01\"}",
                "{\"phone\":{}}",
                "[]",
                "")) {
            http.as(alice, "PATCH", "/v1/me", body).expectProblem(ErrorCode.INVALID_REQUEST);
        }
        assertThat(http.as(alice, "GET", "/v1/me").body()).isEqualTo(before);
    }

    @Test
    void change_changed_otherDevicesAreTold() {
        List<Envelope> heard = service.listen(alice.uid());

        patch("{\"nickname\":\"Al\"}");
        http.as(alice, "PATCH", "/v1/me/privacy", "{\"find\":\"nobody\"}").expect(200);

        assertThat(heard).hasSize(2).allSatisfy(envelope -> {
            assertThat(Envelopes.down(envelope).getEventCase()).isEqualTo(Down.EventCase.ME_UPDATED);
            assertThat(envelope.getOrigin()).isEqualTo(alice.did().value());
        });
    }

    @Test
    void privacy_newAccount_isOpenAndLeavesMessagesToTheProduct() {
        JsonNode privacy = http.as(alice, "GET", "/v1/me/privacy").expect(200).body();

        assertThat(privacy.path("find").asString()).isEqualTo("everyone");
        assertThat(privacy.path("add").asString()).isEqualTo("everyone");
        assertThat(privacy.has("message")).isFalse();
    }

    @Test
    void privacy_changed_keptAndCleared() {
        privacy("{\"find\":\"friends\",\"add\":\"nobody\",\"message\":\"friends\"}");
        privacy("{\"add\":null}");
        assertThat(service.bean(Accounts.class).privacy(alice.uid()))
                .isEqualTo(new Privacy(Audience.FRIENDS, Audience.EVERYONE, Audience.FRIENDS));

        privacy("{\"message\":null}");
        assertThat(service.bean(Accounts.class).contact(alice.uid()))
                .isEqualTo(new Contact(alice.uid(), Standing.ACTIVE, null));
        assertThat(http.as(alice, "PATCH", "/v1/me/privacy", "{\"find\":\"bees\"}")
                        .expectProblem(ErrorCode.INVALID_REQUEST))
                .contains("find");
    }

    private void privacy(String change) {
        http.as(alice, "PATCH", "/v1/me/privacy", change).expect(200);
    }

    private JsonNode patch(String change) {
        Answer answer = http.as(alice, "PATCH", "/v1/me", change).expect(200);
        return answer.body();
    }
}
