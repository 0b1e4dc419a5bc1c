package io.waggle.im.inbox;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The list, its unread counts and mentions. */
class InboxIT {

    private final RunningService service = RunningService.shared();
    private final ListOf alice = ListOf.newUser(service);
    private final ListOf bob = ListOf.newUser(service);
    private final ListOf carol = ListOf.newUser(service);

    @BeforeEach
    void befriend() {
        service.http().befriend(alice.user(), bob.user());
        service.http().befriend(alice.user(), carol.user());
    }

    @Test
    void pair_firstMessagesOfManyAtOnce_oneConversation() throws Exception {
        List<Callable<Id>> sends = IntStream.range(0, 24)
                .mapToObj(i -> (Callable<Id>) () -> i % 2 == 0 ? alice.send(bob, "a" + i) : bob.send(alice, "b" + i))
                .toList();

        assertThat(AtOnce.all(sends)).containsOnly(alice.send(bob, "one more"));

        assertThat(alice.items()).hasSize(1);
        assertThat(alice.items().getFirst().path("unread").asInt()).isEqualTo(12);
        assertThat(bob.items().getFirst().path("unread").asInt()).isEqualTo(13);
    }

    @Test
    void item_ofAPairAndOfAGroup_tellsWhatStands() {
        Id pair = bob.send(alice, "hi");
        Id gid = alice.group(bob);
        bob.sendToGroup(gid, "\"text\":\"hello all\"");

        JsonNode inPair = alice.item(pair);
        assertThat(inPair.path("peer").path("uid").asString())
                .isEqualTo(bob.user().uid().toString());
        assertThat(inPair.path("name").asString()).isEqualTo(bob.user().username());
        assertThat(inPair.path("last").path("text").asString()).isEqualTo("hi");
        assertThat(inPair.has("gid")).isFalse();
        JsonNode inGroup = alice.item(gid);
        assertThat(inGroup.path("gid").asString()).isEqualTo(gid.toString());
        assertThat(inGroup.path("name").asString()).isEqualTo("Bees");
        assertThat(inGroup.path("unread").asInt()).isEqualTo(1);
        assertThat(inGroup.has("peer")).isFalse();
    }

    @Test
    void unread_ownMessagesAmongOthers_onlyOthersCount() {
        Id pair = alice.send(bob, "1");
        bob.send(alice, "2");
        alice.send(bob, "3");
        bob.send(alice, "4");
        alice.send(bob, "5");

        assertThat(unread(alice, pair)).isEqualTo(2);
        assertThat(unread(bob, pair)).isEqualTo(3);
        alice.read(pair, 2).expect(200);
        assertThat(unread(alice, pair)).isEqualTo(1);
        alice.read(pair, 4).expect(200);
        assertThat(unread(alice, pair)).isZero();
        bob.read(pair, 4).expect(200);
        assertThat(unread(bob, pair)).isEqualTo(1);
    }

    @Test
    void unread_changesOfAGroup_doNotCount() {
        Id gid = alice.group(bob);
        alice.sendToGroup(gid, "\"text\":\"hi\"");

        service.http()
                .as(
                        alice.user(),
                        "POST",
                        "/v1/groups/" + gid + "/members",
                        "{\"uids\":[\"" + carol.user().uid() + "\"]}")
                .expect(200);
        alice.sendToGroup(gid, "\"text\":\"welcome\"");

        assertThat(unread(bob, gid)).isEqualTo(2);
        assertThat(unread(carol, gid)).isEqualTo(1);
    }

    @Test
    void mentioned_untilItIsRead() {
        Id gid = alice.group(bob, carol);
        alice.sendToGroup(gid, "\"text\":\"look\",\"mentions\":[\"" + bob.user().uid() + "\"]");

        assertThat(mentioned(bob, gid)).isTrue();
        assertThat(mentioned(carol, gid)).isFalse();
        assertThat(mentioned(alice, gid)).isFalse();

        alice.sendToGroup(gid, "\"text\":\"all of you\",\"mentionAll\":true");
        assertThat(mentioned(carol, gid)).isTrue();
        assertThat(mentioned(alice, gid)).isFalse();
        long last = alice.item(gid).path("lastSeq").asLong();
        bob.read(gid, last - 1).expect(200);
        assertThat(mentioned(bob, gid)).isTrue();
        bob.read(gid, last).expect(200);
        assertThat(mentioned(bob, gid)).isFalse();
    }

    @Test
    void pages_whileConversationsMove_untouchedOnesOnceAndMovedOnesByVersion() {
        List<Id> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(alice.group(bob));
            alice.sendToGroup(all.getLast(), "\"text\":\"hi\"");
        }
        alice.update(all.get(3), "{\"pinned\":true}").expect(200);

        Answer first = alice.page("?limit=3");
        bob.sendToGroup(all.get(0), "\"text\":\"to the front\"");
        alice.update(all.get(5), "{\"pinned\":true}").expect(200);
        Answer second =
                alice.page("?limit=3&cursor=" + first.body().path("next").asString());

        assertThat(ListOf.ids(first)).containsExactly(texts(all, 3, 6, 5));
        assertThat(ListOf.ids(second)).containsExactly(texts(all, 4, 2, 1));
        assertThat(second.body().path("more").asBoolean()).isFalse();
        String version = first.body().path("version").asString();
        assertThat(second.body().path("version").asString()).isEqualTo(version);
        assertThat(ListOf.ids(alice.since(version))).contains(texts(all, 0, 5));
    }

    @Test
    void list_damagedEntry_isShownEmptyAndTheRestAsEver() {
        Id damaged = bob.send(alice, "oh");
        Id whole = carol.send(alice, "fine");
        service.sql()
                .sql("update entry set content = x'ffff' where conversation_id = ?")
                .param(damaged.value())
                .update();

        assertThat(alice.item(damaged).path("last").path("seq").asInt()).isEqualTo(1);
        assertThat(alice.item(damaged).path("last").has("text")).isFalse();
        assertThat(alice.item(whole).path("last").path("text").asString()).isEqualTo("fine");
        assertThat(alice.history(damaged).body().path("items")).hasSize(1);
    }

    @Test
    void list_malformed_saysWhatIsRight() {
        for (String query : List.of(
                "?cursor=x",
                "?since=x",
                "?since=1.2.3",
                "?since=1.2.x.4",
                "?limit=0",
                "?limit=201",
                "?cursor=1.2.3.!")) {
            service.http()
                    .as(alice.user(), "GET", "/v1/conversations" + query)
                    .expectProblem(ErrorCode.INVALID_REQUEST);
        }
        String version = alice.version();
        service.http()
                .as(alice.user(), "GET", "/v1/conversations?since=" + version + "&cursor=" + version)
                .expectProblem(ErrorCode.INVALID_REQUEST);
        service.http().as(alice.user(), "GET", "/v1/contacts/recent?cursor=x").expectProblem(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void recent_peopleNewestFirstByPages_withoutGroupsNotesAndDeletedOnes() {
        bob.send(alice, "hi");
        alice.send(carol, "hello");
        alice.send(alice, "a note");
        alice.sendToGroup(alice.group(bob), "\"text\":\"hi\"");

        Answer first = recent("?limit=1");
        Answer second = recent("?limit=1&cursor=" + first.body().path("next").asString());

        JsonNode newest = first.body().path("items").path(0);
        assertThat(newest.path("uid").asString()).isEqualTo(carol.user().uid().toString());
        assertThat(newest.path("nickname").asString()).isEqualTo(carol.user().username());
        assertThat(newest.path("at").asString()).endsWith("Z");
        assertThat(second.body().path("items").path(0).path("uid").asString())
                .isEqualTo(bob.user().uid().toString());
        assertThat(second.body().path("more").asBoolean()).isFalse();
        alice.delete(alice.send(carol, "bye")).expect(204);
        assertThat(recent("").body().path("items")).hasSize(1);
    }

    private Answer recent(String query) {
        return service.http()
                .as(alice.user(), "GET", "/v1/contacts/recent" + query)
                .expect(200);
    }

    private static long unread(ListOf reader, Id conversation) {
        return reader.item(conversation).path("unread").asLong();
    }

    private static boolean mentioned(ListOf reader, Id conversation) {
        return reader.item(conversation).path("mentioned").asBoolean();
    }

    private static String[] texts(List<Id> all, int... places) {
        return IntStream.of(places).mapToObj(place -> all.get(place).toString()).toArray(String[]::new);
    }
}
