package io.waggle.system.message;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import static io.waggle.system.time.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Text from users has no special meaning in SQL, JSON, topics, logs or templates: it is shown as it was written, or refused.
 */
@ExtendWith(WaggleExtension.class)
class NamesIT {

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;

    NamesIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newFriends();
        alice = two.getFirst();
        bob = two.getLast();
    }

    static List<String> specialTexts() {
        return List.of(
                "Robert'); drop table account; --",
                "' or '1'='1",
                "\" , \"role\": \"owner\", \"x\": \"",
                "\\\"}, {\\\"",
                "%_%' escape '",
                "${jndi:ldap://127.0.0.1/x} #{1+1} {{7*7}}",
                "<script>alert(1)</script>",
                "../../../etc/passwd",
                "to/u/+/#",
                "\ud83d\udc1d \u05e9\u05dc\u05d5\u05dd abc",
                "null");
    }

    /** Returns texts with characters that names must not contain, or that names store in another form. */
    static List<String> specialTextsOfMessages() {
        return Stream.concat(
                        specialTexts().stream(),
                        Stream.of("\u05e9\u05dc\u05d5\u05dd \u202e abc", "e\u0301 is not \u00e9"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ab",
                "a b",
                "1abc",
                "a'or'1",
                "a\"b",
                "a/b",
                "a+b",
                "a#b",
                "@abc",
                "a\u0000bc",
                "\u00e4bc",
                "\u0430dmin",
                "abc\n",
                "$abc",
                "abcdefghijklmnopqrstuvwxyz-abcdef",
                "{\"$ne\":1}"
            })
    void username_invalid_isRefused(String username) {
        Answer answer = api.register(username, "someone");

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"username\":17}",
                "[]",
                "\"x\"",
                "{\"username\":{\"$ne\":null},\"password\":\"12345678\"}",
                "null"
            })
    void registration_wrongJson_isRefused(String json) {
        assertThat(api.post("", "/v1/accounts", Api.JSON.readTree(json)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @MethodSource("specialTexts")
    void login_specialText_isRefusedAsBadCredentials(String text) {
        ObjectNode request = Api.object().put("username", text).put("password", text);
        request.putObject("device").put("name", text).put("platform", "other");

        assertThat(api.post("", "/v1/sessions", request).code()).isEqualTo("bad-credentials");
    }

    @ParameterizedTest
    @MethodSource("specialTexts")
    void nickname_specialText_isShownAsWritten(String text) {
        String username = "special-" + Integer.toHexString(text.hashCode());
        api.register(username, text).expect(201);

        assertThat(api.get(api.login(username), "/v1/me")
                        .expect(200)
                        .path("nickname")
                        .asString())
                .isEqualTo(text);
        assertNothingElseChanged();
    }

    @ParameterizedTest
    @MethodSource("specialTexts")
    void greeting_specialText_isShownAsWritten(String text) {
        Login carol = api.newUser("carol");
        api.requestFriendship(alice, carol, text).expect(201);

        JsonNode requests = api.get(carol, "/v1/friend-requests").expect(200).path("items");

        assertThat(requests.path(0).path("greeting").asString()).isEqualTo(text);
        assertNothingElseChanged();
    }

    @ParameterizedTest
    @MethodSource("specialTexts")
    void groupName_specialText_isShownAsWritten(String text) {
        String gid = api.group(alice, text, List.of(bob));

        assertThat(api.get(bob, "/v1/groups/" + gid).expect(200).path("name").asString())
                .isEqualTo(text);
        assertThat(api.conversations(bob))
                .extracting(item -> item.path("name").asString())
                .contains(text);
        assertNothingElseChanged();
    }

    @ParameterizedTest
    @MethodSource("specialTextsOfMessages")
    void message_specialText_isShownAsWritten(String text) {
        try (Phone a = ConnectOptions.of(waggle, alice).connect();
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            a.say(bob.inbox(), text);
            await(a.say(bob.inbox(), Ids.next(), text + " again"));

            b.awaitMessage(text);
            b.awaitMessage(text + " again");
            assertThat(api.history(bob, api.conversationWith(bob, alice)))
                    .extracting(Entry::text)
                    .containsExactly(text, text + " again");
            assertNothingElseChanged();
        }
    }

    @ParameterizedTest
    @MethodSource("specialTextsOfMessages")
    void customMessage_specialText_isShownAsWritten(String text) {
        ObjectNode message = Api.object();
        message.putObject("custom").put("type", text).putObject("data").put(text, text);
        try (Phone a = ConnectOptions.of(waggle, alice).connect();
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            await(a.publish(bob.inbox(), message.toString().getBytes(StandardCharsets.UTF_8)));
            a.say(bob.inbox(), "later message");

            b.awaitMessage("later message");
            assertThat(b.messages().getFirst().json().path("custom")).isEqualTo(message.path("custom"));
            assertThat(api.history(bob, api.conversationWith(bob, alice))
                            .getFirst()
                            .json()
                            .path("custom"))
                    .isEqualTo(message.path("custom"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x' or 1=1 --", "0000000000001' or '1'='1", "%27", "..%2f..%2fv1%2fme", "0000000000000"})
    void conversationId_invalid_isRefused(String id) {
        String path = "/v1/conversations/" + id.replace(" ", "%20").replace("'", "%27") + "/messages";

        assertThat(api.get(alice, path).status()).isBetween(400, 404);
    }

    private void assertNothingElseChanged() {
        JsonNode me = api.get(bob, "/v1/me").expect(200);
        assertThat(me.path("username").asString()).isEqualTo(bob.username());
        assertThat(me.path("nickname").asString()).isEqualTo(bob.username());
    }
}
