package io.waggle.im.friend;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.caller.Caller;
import io.waggle.im.http.Patch;
import io.waggle.im.relation.RelationStates;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that asks for what changed since its version, until there is no more, has the list as it is. */
class FriendVersionsIT {

    private static final long DAY = 24L * 60 * 60 * 1_000;

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final RelationStates states = service.bean(RelationStates.class);
    private final FriendLists lists = service.bean(FriendLists.class);

    @Test
    void since_zero_isEverythingInTheOrderOfChange() {
        List<Id> friends = addFriends(5);
        star(friends.getFirst());

        Mirror client = new Mirror(2);
        client.follow();

        assertThat(client.friends.keySet()).containsExactlyInAnyOrderElementsOf(friends);
        assertThat(client.requests).isEqualTo(3);
        assertThat(since(client.version, 50).body().path("items")).isEmpty();
        Answer first = since("0", 4).expect(200);
        assertThat(first.body().path("items").get(3).path("uid").asString())
                .isEqualTo(friends.get(4).toString());
    }

    @Test
    void since_aVersion_onlyWhatChanged() {
        List<Id> friends = addFriends(5);
        Mirror client = new Mirror(50);
        client.follow();

        star(friends.get(1));
        drop(friends.get(2));
        Answer changes = since(client.version, 50).expect(200);

        assertThat(changes.body().path("items")).hasSize(1);
        assertThat(changes.body().path("items").get(0).path("starred").asBoolean())
                .isTrue();
        assertThat(changes.body().path("removed").toString()).isEqualTo("[\"" + friends.get(2) + "\"]");
        assertThat(changes.body().path("more").asBoolean()).isFalse();
    }

    @Test
    void since_removedAndAddedAgain_isAFriendAndNotRemoved() {
        Id friend = addFriends(1).getFirst();
        Mirror client = new Mirror(50);
        client.follow();

        drop(friend);
        add(friend);
        Answer changes = since(client.version, 50).expect(200);

        assertThat(changes.body().path("items")).hasSize(1);
        assertThat(changes.body().path("removed")).isEmpty();
    }

    @Test
    void list_byPages_thenSinceItsFirstVersion_missesNothing() {
        List<Id> friends = addFriends(4);
        Answer first = http.as(alice, "GET", "/v1/friends?limit=2").expect(200);
        drop(friends.getFirst());
        Answer second = http.as(alice, "GET", "/v1/friends?limit=2&cursor=" + first.id("next"))
                .expect(200);

        Answer changes = since(first.body().path("version").asString(), 50).expect(200);

        assertThat(second.body().path("items")).hasSize(2);
        assertThat(changes.body().path("removed").get(0).asString())
                .isEqualTo(friends.getFirst().toString());
    }

    @Test
    void since_belowWhatWasSwept_startOver() {
        List<Id> friends = addFriends(3);
        Mirror away = new Mirror(50);
        away.follow();
        drop(friends.getFirst());
        Mirror here = new Mirror(50);
        here.follow();
        drop(friends.get(1));
        age(friends.getFirst(), 91);

        service.bean(FriendSweep.class).sweep();

        since(away.version, 50).expectProblem(ErrorCode.START_OVER);
        here.follow();
        assertThat(here.friends.keySet()).containsExactly(friends.get(2));
        Mirror anew = new Mirror(1);
        anew.follow();
        assertThat(anew.friends.keySet()).containsExactly(friends.get(2));
    }

    /** Its pages end far below what was swept before it began; it missed nothing all the same. */
    @Test
    void since_firstDownloadThroughOldVersions_isNotToldToStartOver() {
        List<Id> friends = addFriends(6);
        drop(friends.get(5));
        age(friends.get(5), 91);
        service.bean(FriendSweep.class).sweep();
        Mirror client = new Mirror(2);

        client.page();
        drop(friends.getFirst());
        client.follow();

        assertThat(client.friends.keySet()).containsExactlyInAnyOrderElementsOf(friends.subList(1, 5));
    }

    @Test
    void since_noVersionOrOneFromElsewhere_refused() {
        addFriends(1);

        since("yesterday", 50).expectProblem(ErrorCode.INVALID_REQUEST);
        since("-1", 50).expectProblem(ErrorCode.INVALID_REQUEST);
        since("99999999999999999999", 50).expectProblem(ErrorCode.INVALID_REQUEST);
        since("1000", 50).expectProblem(ErrorCode.START_OVER);
    }

    /** Were a version seen before a lower one is committed, the reader would pass it and never look again. */
    @Test
    void since_whileManyChangeTheList_nothingIsSkipped() throws Exception {
        List<Id> friends = addFriends(12);
        Mirror reader = new Mirror(3);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = IntStream.range(0, 4)
                    .<Future<?>>mapToObj(writer -> threads.submit(() -> churn(friends, writer)))
                    .toList();
            while (!writers.stream().allMatch(Future::isDone)) {
                reader.follow();
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        reader.follow();

        Mirror fresh = new Mirror(50);
        fresh.follow();
        assertThat(reader.friends).isEqualTo(fresh.friends);
        assertThat(states.read(alice.uid()).friends()).isEqualTo(fresh.friends.size());
    }

    private void churn(List<Id> friends, int writer) {
        Random random = new Random(writer);
        for (int i = 0; i < 40; i++) {
            Id friend = friends.get(writer * 3 + random.nextInt(3));
            if (!drop(friend)) {
                add(friend);
            } else if (random.nextBoolean()) {
                add(friend);
                star(friend);
            }
        }
    }

    /** A client that keeps a copy of the list. */
    private final class Mirror {
        private final Map<Id, String> friends = new HashMap<>();
        private final int limit;
        private String version = "0";
        private int requests;

        Mirror(int limit) {
            this.limit = limit;
        }

        void follow() {
            boolean more = true;
            while (more) {
                more = page();
            }
        }

        boolean page() {
            Answer page = since(version, limit).expect(200);
            page.body().path("removed").forEach(uid -> friends.remove(Id.parse(uid.asString())));
            page.body()
                    .path("items")
                    .forEach(friend -> friends.put(Id.parse(friend.path("uid").asString()), friend.toString()));
            version = page.body().path("version").asString();
            requests++;
            return page.body().path("more").asBoolean();
        }
    }

    private Answer since(String version, int limit) {
        return http.as(alice, "GET", "/v1/friends?since=" + version + "&limit=" + limit);
    }

    private List<Id> addFriends(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Id(alice.uid().value() + 1_000_000 + i))
                .peek(this::add)
                .toList();
    }

    private void add(Id friend) {
        states.change(alice.uid(), state -> {
            lists.add(state, friend);
            return state;
        });
    }

    private boolean drop(Id friend) {
        return states.change(alice.uid(), state -> lists.remove(state, friend));
    }

    private void star(Id friend) {
        service.bean(FriendService.class)
                .update(new Caller(alice.uid(), alice.did()), friend, new FriendChange(Patch.absent(), null, true));
    }

    private void age(Id friend, int days) {
        service.sql()
                .sql("update former_friendship set removed_at = removed_at - ? where uid = ? and friend_uid = ?")
                .params(days * DAY, alice.uid().value(), friend.value())
                .update();
    }
}
