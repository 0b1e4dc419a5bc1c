package io.waggle.im.group;

import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.GroupLeft;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

/** What members do to a group and to one another, and what the log says of it. */
class GroupChangesIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final GroupCalls groups = new GroupCalls(service);
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();

    @Test
    void create_withMembers_firstEntriesTellIt() {
        Id gid = groups.create(alice, bob, carol);

        List<JsonNode> log = groups.log(carol, gid);
        assertThat(log).hasSize(2);
        assertThat(log.getFirst().path("from").asString()).isEqualTo(alice.uid().toString());
        assertThat(log.getFirst().path("change").toString()).isEqualTo("{\"created\":{\"name\":\"Bees\"}}");
        assertThat(log.getLast().path("change").path("added").path("uids").valueStream())
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrderElementsOf(GroupCalls.uids(bob, carol));
        JsonNode group = groups.get(bob, gid);
        assertThat(group.path("joinPolicy").asString()).isEqualTo("invite");
        assertThat(group.path("history").asString()).isEqualTo("joining");
        assertThat(group.path("inviters").asString()).isEqualTo("members");
        assertThat(group.path("muteAll").asBoolean(true)).isFalse();
        assertThat(group.path("me").path("role").asString()).isEqualTo("member");
    }

    @Test
    void update_everything_oneEntryOfWhatIsDifferent() {
        Id gid = groups.create(alice, bob);

        Answer updated = groups.update(alice, gid, """
                {"name":"Beekeepers","avatar":"https://example.com/bee.png","joinPolicy":"open","history":"all",
                 "inviters":"admins","muteAll":true,"announcement":"Honey\\non Sunday"}""").expect(200);

        assertThat(groups.lastChange(bob, gid)).isEqualTo("""
                {"updated":{"name":"Beekeepers","avatar":"https://example.com/bee.png",\
                "announcement":"Honey\\non Sunday","joinPolicy":"open","history":"all","inviters":"admins",\
                "muteAll":true}}""");
        assertThat(updated.body().path("name").asString()).isEqualTo("Beekeepers");
        assertThat(groups.get(bob, gid).path("announcement").asString()).isEqualTo("Honey\non Sunday");
        groups.update(alice, gid, "{\"announcement\":null,\"name\":\"Beekeepers\"}")
                .expect(200);
        assertThat(groups.lastChange(bob, gid)).isEqualTo("{\"updated\":{\"announcement\":\"\"}}");
        int entries = groups.log(bob, gid).size();
        groups.update(alice, gid, "{\"muteAll\":true}").expect(200);
        assertThat(groups.log(bob, gid)).hasSize(entries);
    }

    @Test
    void update_malformed_refusedAndNothingChanged() {
        Id gid = groups.create(alice);

        for (String patch : List.of(
                "{\"name\":null}",
                "{\"name\":\" \"}",
                "{\"muteAll\":null}",
                "{\"joinPolicy\":\"maybe\"}",
                "{\"announcement\":\"%s\"}".formatted("x".repeat(2_001)),
                "{\"name\":\"Wasps\",\"announcement\":\"\\u0007\"}")) {
            groups.update(alice, gid, patch).expectProblem(ErrorCode.INVALID_REQUEST);
        }
        assertThat(groups.get(alice, gid).path("name").asString()).isEqualTo("Bees");
    }

    @Test
    void announcements_paged_newestFirst() {
        Id gid = groups.create(alice, bob);
        for (String text : List.of("\"one\"", "\"two\"", "null")) {
            groups.update(alice, gid, "{\"announcement\":" + text + "}").expect(200);
        }

        Answer first = groups.call(bob, "GET", gid, "/announcements?limit=2").expect(200);
        Answer rest = groups.call(bob, "GET", gid, "/announcements?cursor=" + first.id("next"));

        assertThat(first.body().path("items").valueStream())
                .extracting(item -> item.path("text").asString())
                .containsExactly("", "two");
        assertThat(rest.body().path("items").get(0).path("text").asString()).isEqualTo("one");
        assertThat(rest.body().path("items").get(0).path("by").asString())
                .isEqualTo(alice.uid().toString());
    }

    @Test
    void remove_member_isOutAndSeesNothingMore() {
        Id gid = groups.create(alice, bob, carol);
        List<Envelope> bobHears = service.listen(bob.uid());

        groups.remove(alice, gid, bob).expect(204);

        assertThat(groups.lastChange(carol, gid)).isEqualTo("{\"removed\":{\"uids\":[\"" + bob.uid() + "\"]}}");
        assertThat(bobHears).singleElement().satisfies(envelope -> {
            assertThat(envelope.getLeft().getGid()).isEqualTo(gid.value());
            assertThat(envelope.getLeft().getReason()).isEqualTo(GroupLeft.Reason.REMOVED);
            assertThat(envelope.getLeft().getBy()).isEqualTo(alice.uid().value());
        });
        assertThat(groups.get(carol, gid).path("memberCount").asInt()).isEqualTo(2);
        groups.call(bob, "GET", gid, "").expectProblem(ErrorCode.NOT_A_MEMBER);
        groups.send(bob, gid, "still here?").expectProblem(ErrorCode.NOT_A_MEMBER);
        http.as(bob, "GET", "/v1/conversations/" + gid + "/messages").expectProblem(ErrorCode.NOT_FOUND);
        groups.remove(alice, gid, bob).expectProblem(ErrorCode.NOT_FOUND);
        groups.remove(bob, gid, bob).expectProblem(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void leave_owner_succeededByEldestAdminThenMemberThenNobody() {
        Id gid = groups.create(alice, bob);
        http.befriend(alice, carol);
        groups.add(alice, gid, carol).expect(200);
        groups.promote(alice, gid, carol);

        groups.remove(alice, gid, alice).expect(204);

        assertThat(groups.lastChange(bob, gid)).isEqualTo("{\"left\":{\"newOwner\":\"" + carol.uid() + "\"}}");
        assertThat(groups.get(bob, gid).path("owner").asString())
                .isEqualTo(carol.uid().toString());
        assertThat(groups.role(bob, gid, carol)).isEqualTo("owner");
        groups.remove(carol, gid, carol).expect(204);
        assertThat(groups.role(bob, gid, bob)).isEqualTo("owner");
        groups.remove(bob, gid, bob).expect(204);
        groups.call(bob, "GET", gid, "").expectProblem(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void dissolve_byOwner_likeAGroupThatNeverWas() {
        Id gid = groups.create(alice, bob);
        List<Envelope> heard = service.listenToGroup(gid);

        groups.call(alice, "DELETE", gid, "").expect(204);

        assertThat(heard).hasSize(2);
        assertThat(Envelopes.down(heard.getFirst())
                        .getMessage()
                        .getContent()
                        .getChange()
                        .hasDissolved())
                .isTrue();
        assertThat(heard.getLast().getDissolved().getGid()).isEqualTo(gid.value());
        Id unknown = new Id(1);
        for (User user : List.of(alice, bob)) {
            for (String path : List.of("", "/members", "/announcements", "/bans", "/join-requests", "/invites")) {
                assertThat(groups.call(user, "GET", gid, path).expectProblem(ErrorCode.NOT_A_MEMBER))
                        .isEqualTo(groups.call(user, "GET", unknown, path).expectProblem(ErrorCode.NOT_A_MEMBER));
            }
            http.as(user, "GET", "/v1/conversations/" + gid + "/messages").expectProblem(ErrorCode.NOT_FOUND);
            groups.send(user, gid, "anyone?").expectProblem(ErrorCode.NOT_A_MEMBER);
            groups.call(user, "POST", gid, "/join").expectProblem(ErrorCode.NOT_ALLOWED);
        }
    }

    @Test
    void changeRole_andTransfer_areEntries() {
        Id gid = groups.create(alice, bob);

        groups.promote(alice, gid, bob);
        assertThat(groups.lastChange(bob, gid))
                .isEqualTo("{\"roleChanged\":{\"uid\":\"" + bob.uid() + "\",\"role\":\"admin\"}}");
        groups.call(alice, "PUT", gid, "/members/" + bob.uid() + "/role", "{\"role\":\"owner\"}")
                .expectProblem(ErrorCode.INVALID_REQUEST);
        groups.call(alice, "PUT", gid, "/owner", "{\"uid\":\"" + bob.uid() + "\"}")
                .expect(204);

        assertThat(groups.lastChange(bob, gid)).isEqualTo("{\"ownerChanged\":{\"uid\":\"" + bob.uid() + "\"}}");
        assertThat(groups.role(bob, gid, bob)).isEqualTo("owner");
        assertThat(groups.role(bob, gid, alice)).isEqualTo("admin");
        groups.call(alice, "DELETE", gid, "").expectProblem(ErrorCode.NOT_ALLOWED);
        groups.call(bob, "PUT", gid, "/owner", "{\"uid\":\"" + carol.uid() + "\"}")
                .expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void mute_untilATimeOrUnmuted_speakerKnowsIt() {
        Id gid = groups.create(alice, bob);
        Groups asked = service.bean(Groups.class);
        String path = "/members/" + bob.uid() + "/mute";
        Instant until = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);

        groups.call(alice, "PUT", gid, path, "{\"until\":\"" + until + "\"}").expect(204);

        Speaker muted = Objects.requireNonNull(asked.speaker(gid, bob.uid()));
        assertThat(muted.maySpeakAt(until.toEpochMilli() - 1)).isFalse();
        assertThat(muted.maySpeakAt(until.toEpochMilli())).isTrue();
        assertThat(groups.lastChange(bob, gid)).startsWith("{\"muted\":{\"uid\":\"" + bob.uid() + "\",\"until\":\"20");
        assertThat(groups.get(bob, gid).path("me").path("muted").asBoolean()).isTrue();
        groups.call(alice, "PUT", gid, path).expect(204);
        assertThat(groups.lastChange(bob, gid)).isEqualTo("{\"muted\":{\"uid\":\"" + bob.uid() + "\"}}");
        groups.call(alice, "DELETE", gid, path).expect(204);
        assertThat(groups.lastChange(bob, gid)).isEqualTo("{\"unmuted\":{\"uid\":\"" + bob.uid() + "\"}}");
        assertThat(asked.speaker(gid, bob.uid()))
                .satisfies(speaker ->
                        assertThat(speaker).extracting(s -> s.maySpeakAt(0)).isEqualTo(true));
        groups.call(alice, "PUT", gid, path, "{\"until\":\"2001-01-01T00:00:00Z\"}")
                .expectProblem(ErrorCode.INVALID_REQUEST);
        assertThat(asked.speaker(gid, carol.uid())).isNull();
    }

    @Test
    void send_mutedOrAllMuted_refusedAtOnceWithTheReason() {
        Id gid = groups.create(alice, bob, carol);
        groups.promote(alice, gid, carol);
        groups.send(bob, gid, "bzz").expect(201);

        groups.update(carol, gid, "{\"muteAll\":true}").expect(200);

        assertThat(groups.send(bob, gid, "bzz").expectProblem(ErrorCode.MUTED)).contains("admins");
        groups.send(carol, gid, "bzz").expect(201);
        groups.update(carol, gid, "{\"muteAll\":false}").expect(200);
        groups.call(alice, "PUT", gid, "/members/" + carol.uid() + "/mute").expect(204);
        assertThat(groups.send(carol, gid, "bzz").expectProblem(ErrorCode.MUTED))
                .contains("unmutes");
        groups.send(bob, gid, "bzz").expect(201);
    }

    @Test
    void rename_me_nicknameForAllRemarkForMe() {
        Id gid = groups.create(alice, bob);

        groups.call(bob, "PUT", gid, "/me", "{\"nickname\":\"Drone\",\"remark\":\"those bees\"}")
                .expect(200);
        groups.call(bob, "PUT", gid, "/me", "{}").expect(200);

        JsonNode me = groups.get(bob, gid).path("me");
        assertThat(me.path("nickname").asString()).isEqualTo("Drone");
        assertThat(me.path("remark").asString()).isEqualTo("those bees");
        Answer seen = groups.call(alice, "GET", gid, "/members?q=dro").expect(200);
        assertThat(seen.body().path("items")).hasSize(1);
        assertThat(seen.body().path("items").get(0).path("groupNickname").asString())
                .isEqualTo("Drone");
        assertThat(seen.text()).doesNotContain("those bees");
        groups.call(bob, "PUT", gid, "/me", "{\"nickname\":null}").expect(200);
        assertThat(groups.call(alice, "GET", gid, "/members?q=DRO").body().path("items"))
                .isEmpty();
        assertThat(groups.call(alice, "GET", gid, "/members?q=" + bob.username())
                        .body()
                        .path("items"))
                .isNotEmpty();
    }

    @Test
    void add_historyJoiningOrAll_newcomerSeesAccordingly() {
        Id gid = groups.create(alice);
        http.befriend(alice, bob);
        http.befriend(alice, carol);
        groups.send(alice, gid, "before").expect(201);

        groups.add(alice, gid, bob).expect(200);
        groups.update(alice, gid, "{\"history\":\"all\"}").expect(200);
        groups.add(alice, gid, carol).expect(200);

        assertThat(groups.log(bob, gid).getFirst().path("change").has("added")).isTrue();
        assertThat(groups.log(carol, gid)).hasSameSizeAs(groups.log(alice, gid));
        for (User newcomer : List.of(bob, carol)) {
            JsonNode listed =
                    http.as(newcomer, "GET", "/v1/conversations").expect(200).body();
            assertThat(listed.path("items").get(0).path("unread").asInt()).isZero();
        }
        groups.send(alice, gid, "after").expect(201);
        assertThat(http.as(carol, "GET", "/v1/conversations")
                        .body()
                        .path("items")
                        .get(0)
                        .path("unread")
                        .asInt())
                .isEqualTo(1);
    }
}
