package io.waggle.im.group.join;

import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.group.GroupCalls;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Coming into groups by oneself. */
class JoinIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final GroupCalls groups = new GroupCalls(service);
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();

    @Test
    void join_open_isIn() {
        Id gid = groups.create(alice);
        groups.update(alice, gid, "{\"joinPolicy\":\"open\"}").expect(200);
        List<Envelope> bobHears = service.listen(bob.uid());

        Answer joined = groups.call(bob, "POST", gid, "/join").expect(200);

        assertThat(joined.body().path("state").asString()).isEqualTo("joined");
        assertThat(groups.lastChange(alice, gid)).isEqualTo("{\"joined\":{\"groupName\":\"Bees\"}}");
        assertThat(bobHears)
                .singleElement()
                .satisfies(envelope -> assertThat(envelope.getJoined().getGid()).isEqualTo(gid.value()));
        int entries = groups.log(alice, gid).size();
        assertThat(groups.call(bob, "POST", gid, "/join").body().path("state").asString())
                .isEqualTo("joined");
        assertThat(groups.log(alice, gid)).hasSize(entries);
        assertThat(groups.get(bob, gid).path("memberCount").asInt()).isEqualTo(2);
    }

    @Test
    void join_inviteOnlyBannedOrUnknown_refusedAlike() {
        Id inviteOnly = groups.create(alice);
        Id banned = groups.create(alice);
        groups.update(alice, banned, "{\"joinPolicy\":\"open\"}").expect(200);
        groups.call(alice, "PUT", banned, "/bans/" + bob.uid()).expect(204);

        String unknown = groups.call(bob, "POST", new Id(1), "/join").expectProblem(ErrorCode.NOT_ALLOWED);

        assertThat(groups.call(bob, "POST", inviteOnly, "/join").expectProblem(ErrorCode.NOT_ALLOWED))
                .isEqualTo(unknown);
        assertThat(groups.call(bob, "POST", banned, "/join").expectProblem(ErrorCode.NOT_ALLOWED))
                .isEqualTo(unknown);
    }

    @Test
    void join_approval_adminsAreToldAndAccept() {
        Id gid = groups.create(alice, carol);
        groups.update(alice, gid, "{\"joinPolicy\":\"approval\"}").expect(200);
        List<Envelope> aliceHears = service.listen(alice.uid());
        List<Envelope> carolHears = service.listen(carol.uid());

        Answer asked = groups.call(bob, "POST", gid, "/join", "{\"greeting\":\"I keep bees\"}")
                .expect(200);
        Answer again = groups.call(bob, "POST", gid, "/join").expect(200);

        Id id = asked.id("id");
        assertThat(asked.body().path("state").asString()).isEqualTo("pending");
        assertThat(again.id("id")).isEqualTo(id);
        assertThat(carolHears).isEmpty();
        assertThat(aliceHears).singleElement().satisfies(envelope -> {
            assertThat(Envelopes.down(envelope).getGroupJoinRequested().getUid())
                    .isEqualTo(bob.uid().value());
            assertThat(Envelopes.down(envelope).getGroupJoinRequested().getGreeting())
                    .isEqualTo("I keep bees");
        });
        assertThat(groups.call(alice, "GET", gid, "/join-requests")
                        .expect(200)
                        .body()
                        .path("items")
                        .get(0)
                        .path("user")
                        .path("username")
                        .asString())
                .isEqualTo(bob.username());
        groups.call(carol, "POST", gid, "/join-requests/" + id + "/accept").expectProblem(ErrorCode.NOT_ALLOWED);
        groups.call(alice, "POST", gid, "/join-requests/" + id + "/accept").expect(204);

        assertThat(groups.log(bob, gid).getLast().path("from").asString())
                .isEqualTo(bob.uid().toString());
        assertThat(groups.lastChange(bob, gid))
                .isEqualTo("{\"joined\":{\"approvedBy\":\"" + alice.uid() + "\",\"groupName\":\"Bees\"}}");
        groups.call(alice, "POST", gid, "/join-requests/" + id + "/accept").expectProblem(ErrorCode.NOT_PENDING);
    }

    @Test
    void reject_request_theOneWhoAskedIsTold() {
        Id gid = groups.create(alice);
        groups.update(alice, gid, "{\"joinPolicy\":\"approval\"}").expect(200);
        Id id = groups.call(bob, "POST", gid, "/join").expect(200).id("id");
        List<Envelope> bobHears = service.listen(bob.uid());

        groups.call(alice, "POST", gid, "/join-requests/" + id + "/reject").expect(204);

        assertThat(bobHears)
                .singleElement()
                .satisfies(envelope -> assertThat(
                                Envelopes.down(envelope).getGroupJoinRejected().getGid())
                        .isEqualTo(gid.value()));
        groups.call(alice, "POST", gid, "/join-requests/" + id + "/reject").expectProblem(ErrorCode.NOT_PENDING);
        assertThat(groups.call(bob, "POST", gid, "/join").expect(200).id("id")).isNotEqualTo(id);
    }

    @Test
    void ban_member_isOutAndComesBackOnlyThroughAnAdmin() {
        Id gid = groups.create(alice, bob, carol);
        http.befriend(bob, carol);

        groups.call(alice, "PUT", gid, "/bans/" + bob.uid()).expect(204);
        groups.call(alice, "PUT", gid, "/bans/" + bob.uid()).expect(204);

        assertThat(groups.lastChange(carol, gid))
                .isEqualTo("{\"removed\":{\"uids\":[\"" + bob.uid() + "\"],\"banned\":true}}");
        assertThat(groups.call(alice, "GET", gid, "/bans").body().path("items").valueStream())
                .extracting(ban -> ban.path("uid").asString())
                .containsExactly(bob.uid().toString());
        groups.add(carol, gid, bob).expectProblem(ErrorCode.NOT_ALLOWED);
        groups.add(alice, gid, bob).expect(200);
        assertThat(groups.call(alice, "GET", gid, "/bans").body().path("items")).isEmpty();
        groups.call(alice, "PUT", gid, "/bans/" + bob.uid()).expect(204);
        groups.call(alice, "DELETE", gid, "/bans/" + bob.uid()).expect(204);
        groups.add(carol, gid, bob).expect(200);
    }

    @Test
    void bans_ofWhomTheGroupNeverKnew_tellNoName() {
        Id gid = groups.create(alice, bob);

        groups.call(alice, "PUT", gid, "/bans/" + bob.uid()).expect(204);
        groups.call(alice, "PUT", gid, "/bans/" + carol.uid()).expect(204);
        groups.call(alice, "PUT", gid, "/bans/0000000000002").expect(204);

        assertThat(groups.call(alice, "GET", gid, "/bans").body().path("items").valueStream())
                .extracting(ban -> ban.path("username").asString(""))
                .containsExactlyInAnyOrder(bob.username(), "", "");
    }

    @Test
    void join_anyWay_notBeyondTheGroupsOfOneUser() {
        try (RunningService small = RunningService.start(Map.of("waggle.groups.max-per-user", 2))) {
            HttpCalls calls = small.http();
            GroupCalls here = new GroupCalls(small);
            User owner = calls.newUser();
            User user = calls.newUser();
            Id gid = here.create(owner, user);
            here.update(owner, gid, "{\"joinPolicy\":\"open\"}").expect(200);
            here.remove(user, gid, user).expect(204);
            here.create(user);
            here.create(user);

            here.call(user, "POST", gid, "/join").expectProblem(ErrorCode.LIMIT_REACHED);
            assertThat(here.add(owner, gid, user).expectProblem(ErrorCode.LIMIT_REACHED))
                    .startsWith(user.uid().toString());
            calls.as(user, "POST", "/v1/groups", "{\"name\":\"third\",\"members\":[]}")
                    .expectProblem(ErrorCode.LIMIT_REACHED);
        }
    }
}
