package io.waggle.im;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls.User;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.RpcRequest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The operations of the features as they are asked over MQTT. */
class FeatureRpcIT {

    private static final JsonMapper JSON = new JsonMapper();

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @Test
    void me_emptyBody_sameAsOverHttp() throws InvalidProtocolBufferException {
        assertThat(ask(alice, "me", ""))
                .isEqualTo(http.as(alice, "GET", "/v1/me").body());
    }

    @Test
    void friends_wholeStory_works() throws InvalidProtocolBufferException {
        String id = ask(alice, "friends.request", "{\"to\":\"" + bob.uid() + "\"}")
                .path("id")
                .asString();
        assertThat(ask(bob, "friends.requests", "").path("items")).hasSize(1);
        ask(bob, "friends.accept", "{\"id\":\"" + id + "\"}");

        assertThat(ask(alice, "friends.list", "")
                        .path("items")
                        .get(0)
                        .path("uid")
                        .asString())
                .isEqualTo(bob.uid().toString());
        assertThat(refusal(bob, "friends.reject", "{\"id\":\"" + id + "\"}")).isEqualTo("not-pending");
        assertThat(refusal(bob, "friends.accept", "{}")).isEqualTo("invalid-request");
        assertThat(refusal(bob, "friends.accept", "[")).isEqualTo("invalid-request");
        assertThat(refusal(bob, "friends.accept", "null")).isEqualTo("invalid-request");
    }

    @Test
    void relations_wholeStory_works() throws InvalidProtocolBufferException {
        http.befriend(alice, bob);
        String toBob = "{\"uid\":\"" + bob.uid() + "\"}";

        assertThat(ask(alice, "friends.update", "{\"uid\":\"%s\",\"starred\":true}".formatted(bob.uid()))
                        .path("starred")
                        .asBoolean())
                .isTrue();
        assertThat(ask(alice, "friends.list", "{\"since\":\"0\"}").path("items"))
                .hasSize(1);
        ask(alice, "follows.add", toBob);
        assertThat(ask(alice, "follows.list", "").path("items")).hasSize(1);
        assertThat(ask(bob, "followers.list", "").path("items")).hasSize(1);
        assertThat(ask(bob, "follows.counts", "").path("followers").asInt()).isEqualTo(1);
        ask(alice, "follows.remove", toBob);
        ask(alice, "blocks.add", toBob);
        assertThat(ask(alice, "blocks.list", "").path("items")).hasSize(1);
        ask(alice, "blocks.remove", toBob);
        ask(alice, "friends.remove", "{\"uid\":\"%s\",\"both\":true}".formatted(bob.uid()));
        assertThat(ask(bob, "friends.list", "").path("items")).isEmpty();
        assertThat(refusal(alice, "blocks.add", "{}")).isEqualTo("invalid-request");
    }

    @Test
    void groups_wholeStory_works() throws InvalidProtocolBufferException {
        http.befriend(alice, bob);
        String gid = ask(alice, "groups.create", "{\"name\":\"Bees\",\"members\":[]}")
                .path("gid")
                .asString();
        String named = "{\"gid\":\"" + gid + "\"}";

        assertThat(refusal(bob, "groups.get", named)).isEqualTo("not-a-member");
        ask(alice, "groups.add", "{\"gid\":\"%s\",\"uids\":[\"%s\"]}".formatted(gid, bob.uid()));
        assertThat(ask(bob, "groups.get", named).path("memberCount").asInt()).isEqualTo(2);
        assertThat(ask(bob, "groups.members", named).path("items")).hasSize(2);
    }

    @Test
    void devices_listAndRemove_work() throws InvalidProtocolBufferException {
        User second = http.login(alice.username());

        assertThat(ask(alice, "devices.list", "").path("items")).hasSize(2);
        ask(alice, "devices.remove", "{\"did\":\"" + second.did() + "\"}");
        assertThat(ask(alice, "devices.list", "").path("items")).hasSize(1);
        assertThat(refusal(alice, "devices.remove", "{\"did\":\"" + bob.did() + "\"}"))
                .isEqualTo("not-found");
        ask(alice, "sessions.end", "");
        http.as(alice, "GET", "/v1/me").expect(401);
    }

    private JsonNode ask(User user, String method, String body) throws InvalidProtocolBufferException {
        RpcReply reply = call(user, method, body);
        assertThat(reply.getRefused().getCode()).isEmpty();
        return JSON.readTree(reply.getBody().toStringUtf8());
    }

    private String refusal(User user, String method, String body) throws InvalidProtocolBufferException {
        return call(user, method, body).getRefused().getCode();
    }

    private RpcReply call(User user, String method, String body) throws InvalidProtocolBufferException {
        RpcRequest request = RpcRequest.newBuilder()
                .setUid(user.uid().value())
                .setDid(user.did().value())
                .setMethod(method)
                .setBody(ByteString.copyFrom(body, UTF_8))
                .build();
        return RpcReply.parseFrom(service.ask(Subjects.RPC, request));
    }
}
