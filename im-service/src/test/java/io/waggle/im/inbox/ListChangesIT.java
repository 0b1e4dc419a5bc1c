package io.waggle.im.inbox;

import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

import static org.assertj.core.api.Assertions.assertThat;

/** What a client that keeps its list learns since a version. */
class ListChangesIT {

    private final RunningService service = RunningService.shared();
    private final ListOf alice = ListOf.newUser(service);
    private final ListOf bob = ListOf.newUser(service);

    @BeforeEach
    void befriend() {
        service.http().befriend(alice.user(), bob.user());
    }

    @Test
    void since_nothingHappened_nothing() {
        bob.send(alice, "long ago");
        ageEverything();
        String version = alice.version();

        Answer changes = alice.since(version);

        assertThat(ListOf.ids(changes)).isEmpty();
        assertThat(changes.body().path("removed")).isEmpty();
        assertThat(changes.body().path("more").asBoolean()).isFalse();
    }

    @Test
    void since_eachKindOfChange_justTheConversationItHappenedIn() {
        List<Id> groups = List.of(newGroup(), newGroup(), newGroup(), newGroup(), newGroup(), newGroup());
        ageEverything();
        String version = alice.version();

        bob.sendToGroup(groups.get(0), "\"text\":\"new\"");
        alice.read(groups.get(1), 1).expect(200);
        alice.update(groups.get(2), "{\"draft\":\"x\"}").expect(200);
        alice.update(groups.get(3), "{\"hidden\":true}").expect(200);
        alice.delete(groups.get(4)).expect(204);

        Answer changes = alice.since(version);
        assertThat(ListOf.ids(changes))
                .containsExactlyInAnyOrder(
                        groups.get(0).toString(),
                        groups.get(1).toString(),
                        groups.get(2).toString());
        assertThat(removed(changes)).containsExactlyInAnyOrder(groups.get(3), groups.get(4));

        bob.sendToGroup(groups.get(3), "\"text\":\"back\"");
        assertThat(ListOf.ids(alice.since(version))).contains(groups.get(3).toString());
        assertThat(removed(alice.since(version))).containsExactly(groups.get(4));
    }

    @Test
    void since_remarkNameAndMembershipOfAGroup_areChangesToo() {
        List<Id> groups = List.of(newGroup(), newGroup(), newGroup(), newGroup(), newGroup());
        ageEverything();
        String version = alice.version();

        ask(alice, "PUT", "/v1/groups/" + groups.get(0) + "/me", "{\"remark\":\"Work\"}");
        ask(alice, "PATCH", "/v1/groups/" + groups.get(1), "{\"name\":\"Wasps\"}");
        ask(alice, "DELETE", "/v1/groups/" + groups.get(2), "");
        ask(alice, "DELETE", memberPath(groups.get(3), alice), "");
        ask(alice, "DELETE", memberPath(groups.get(4), alice), "");
        ask(bob, "POST", "/v1/groups/" + groups.get(4) + "/members", uids(alice));

        Answer changes = alice.since(version);
        assertThat(removed(changes)).containsExactly(groups.get(2), groups.get(3));
        assertThat(ListOf.ids(changes))
                .containsExactly(
                        groups.get(0).toString(),
                        groups.get(1).toString(),
                        groups.get(4).toString());
        assertThat(ListOf.find(changes, groups.get(0)).path("remark").asString())
                .isEqualTo("Work");
        assertThat(ListOf.find(changes, groups.get(1)).path("name").asString()).isEqualTo("Wasps");
    }

    @Test
    void since_newConversation_isThere() {
        String version = alice.version();

        Id pair = bob.send(alice, "hi");

        assertThat(ListOf.ids(alice.since(version))).contains(pair.toString());
    }

    @Test
    void since_byPages_eachOnceThenAVersionOfTheBeginning() {
        String version = alice.version();
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            expected.add(newGroup().toString());
        }

        List<String> seen = new ArrayList<>();
        boolean more = true;
        while (more) {
            Answer page = alice.page("?limit=2&since=" + version);
            seen.addAll(ListOf.ids(page));
            version = page.body().path("version").asString();
            more = page.body().path("more").asBoolean();
        }

        assertThat(seen).hasSize(5).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(version).matches("\\d+");
    }

    @Test
    void since_tooLongAgoOrOfAClockThatWasPutBack_startOver() {
        long now = System.currentTimeMillis();

        for (long version : List.of(now - Duration.ofDays(30).toMillis(), 0L, now + 3_600_000)) {
            service.http()
                    .as(alice.user(), "GET", "/v1/conversations?since=" + version)
                    .expectProblem(ErrorCode.START_OVER);
        }
        alice.since(Long.toString(now - Duration.ofDays(29).toMillis()));
    }

    /** A commit that is under way while somebody asks is not seen then, but has a time that lies before. */
    @Test
    void since_committedAfterTheVersionButWrittenBefore_isNotSkipped() throws Exception {
        Id gid = newGroup();
        ageEverything();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> commit = threads.submit(() -> service.inTransaction(() -> {
                service.sql()
                        .sql("update conversation_head set last_at = ? where conversation_id = ?")
                        .params(System.currentTimeMillis(), gid.value())
                        .update();
                written.countDown();
                await(asked);
            }));
            await(written);
            String version = alice.version();
            assertThat(ListOf.ids(alice.since(version))).isEmpty();
            version = alice.since(version).body().path("version").asString();
            asked.countDown();
            commit.get();

            assertThat(ListOf.ids(alice.since(version))).containsExactly(gid.toString());
        }
    }

    /** Writers, and the user's other device, at work while a client follows: in the end it has what is there. */
    @Test
    void following_whileOthersWrite_theClientsListIsTheServers() throws Exception {
        List<Id> groups = List.of(newGroup(), newGroup(), newGroup(), newGroup(), newGroup(), newGroup());
        FollowedList followed = new FollowedList(alice);
        followed.download(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                writers.add(threads.submit(() -> writeMuch(groups)));
                writers.add(threads.submit(() -> arrangeMuch(groups)));
            }
            while (!writers.stream().allMatch(Future::isDone)) {
                followed.follow(2);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        followed.follow(2);

        assertThat(followed.inOrder()).isEqualTo(alice.items());
    }

    private void writeMuch(List<Id> groups) {
        for (int i = 0; i < 40; i++) {
            bob.sendToGroup(any(groups), "\"text\":\"hi\"");
        }
        bob.send(alice, "done");
    }

    private void arrangeMuch(List<Id> groups) {
        for (int i = 0; i < 15; i++) {
            alice.update(any(groups), "{\"pinned\":" + (i % 2 == 0) + ",\"draft\":\"" + i + "\"}")
                    .expect(200);
            alice.update(any(groups), "{\"hidden\":" + (i % 3 > 0) + "}").expect(200);
            alice.read(any(groups), i).expect(200);
            alice.delete(any(groups)).expect(204);
        }
    }

    private static Id any(List<Id> groups) {
        return groups.get(ThreadLocalRandom.current().nextInt(groups.size()));
    }

    private void ask(ListOf who, String method, String path, String body) {
        assertThat(service.http().as(who.user(), method, path, body).status()).isBetween(200, 204);
    }

    private static String memberPath(Id gid, ListOf member) {
        return "/v1/groups/" + gid + "/members/" + member.user().uid();
    }

    private static String uids(ListOf member) {
        return "{\"uids\":[\"" + member.user().uid() + "\"]}";
    }

    private Id newGroup() {
        Id gid = alice.group(bob);
        bob.sendToGroup(gid, "\"text\":\"hi\"");
        return gid;
    }

    /** As if the user's conversations had last changed an hour ago. */
    private void ageEverything() {
        long past = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
        service.sql().sql("""
                        update member join conversation_head using (conversation_id)
                        set changed_at = ?, last_at = ? where uid = ?""").params(past, past, alice.user().uid().value()).update();
    }

    private static List<Id> removed(Answer changes) {
        return changes.body()
                .path("removed")
                .valueStream()
                .map(id -> Id.parse(id.asString()))
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
