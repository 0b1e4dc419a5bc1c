package io.waggle.im.group;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The operations of groups as they are asked over MQTT. */
class GroupRpcIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final RpcCalls rpc = new RpcCalls(service);
    private final GroupCalls groups = new GroupCalls(service);
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();
    private final Id gid = groups.create(alice, bob);
    private final String named = "{\"gid\":\"" + gid + "\"}";

    @Test
    void group_itself_changesAndEnds() {
        rpc.ask(alice, "groups.update", with("\"name\":\"Wasps\",\"announcement\":\"!\""));
        assertThat(rpc.ask(bob, "groups.get", named).path("name").asString()).isEqualTo("Wasps");
        assertThat(rpc.ask(bob, "groups.announcements", named).path("items")).hasSize(1);
        rpc.ask(bob, "groups.me", with("\"nickname\":\"Drone\""));
        assertThat(rpc.ask(alice, "groups.members", with("\"q\":\"drone\"")).path("items"))
                .hasSize(1);
        rpc.ask(alice, "groups.transfer", with(bob));
        assertThat(rpc.refusal(alice, "groups.dissolve", named)).isEqualTo("not-allowed");
        rpc.ask(bob, "groups.dissolve", named);
        assertThat(rpc.refusal(bob, "groups.get", named)).isEqualTo("not-a-member");
    }

    @Test
    void members_byAdmins_areArranged() {
        rpc.ask(alice, "groups.role", "{\"gid\":\"%s\",\"uid\":\"%s\",\"role\":\"admin\"}".formatted(gid, bob.uid()));
        assertThat(groups.role(bob, gid, bob)).isEqualTo("admin");
        rpc.ask(alice, "groups.mute", with(bob));
        assertThat(groups.get(bob, gid).path("me").path("muted").asBoolean()).isTrue();
        rpc.ask(alice, "groups.unmute", with(bob));
        rpc.ask(alice, "groups.ban", with(bob));
        assertThat(rpc.ask(alice, "groups.bans", named).path("items")).hasSize(1);
        rpc.ask(alice, "groups.unban", with(bob));
        rpc.ask(alice, "groups.add", "{\"gid\":\"%s\",\"uids\":[\"%s\"]}".formatted(gid, bob.uid()));
        rpc.ask(alice, "groups.remove", with(bob));
        assertThat(rpc.refusal(bob, "groups.remove", with(bob))).isEqualTo("not-a-member");
    }

    @Test
    void newcomers_byThemselves_comeIn() {
        assertThat(rpc.refusal(carol, "groups.join", named)).isEqualTo("not-allowed");
        String code = rpc.ask(bob, "groups.invites.create", with("\"uses\":2"))
                .path("code")
                .asString();
        String coded = "{\"code\":\"" + code + "\"}";
        assertThat(rpc.ask(carol, "invites.get", coded).path("name").asString()).isEqualTo("Bees");
        assertThat(rpc.ask(carol, "invites.join", coded).path("state").asString())
                .isEqualTo("joined");
        assertThat(rpc.ask(alice, "groups.invites.list", named).path("items")).hasSize(1);
        rpc.ask(alice, "groups.invites.revoke", with("\"code\":\"" + code + "\""));
        rpc.ask(carol, "groups.remove", with(carol));
        rpc.ask(alice, "groups.update", with("\"joinPolicy\":\"approval\""));
        String request = rpc.ask(carol, "groups.join", with("\"greeting\":\"hello\""))
                .path("id")
                .asString();
        assertThat(rpc.ask(alice, "groups.joinRequests", named).path("items")).hasSize(1);
        rpc.ask(alice, "groups.rejectJoin", with("\"id\":\"" + request + "\""));
        String second = rpc.ask(carol, "groups.join", named).path("id").asString();
        rpc.ask(alice, "groups.acceptJoin", with("\"id\":\"" + second + "\""));
        assertThat(groups.role(carol, gid, carol)).isEqualTo("member");
    }

    private String with(User user) {
        return with("\"uid\":\"" + user.uid() + "\"");
    }

    private String with(String members) {
        return "{\"gid\":\"" + gid + "\"," + members + "}";
    }
}
