package io.waggle.im.presence;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.WatchReply;
import io.waggle.protocol.fabric.v1.WatchRequest;
import io.waggle.protocol.fabric.v1.WatchedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom a broker is told to let watch whom, whatever is between the two. */
class WhoMayWatchWhomIT {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final PresenceRig rig = new PresenceRig();
    private final HttpCalls http = rig.service.http();
    private final User watcher = http.newUser();
    private final User watched = http.newUser();

    /** What is between the watcher and the watched, and whether the one may see the other. */
    enum Case {
        STRANGERS(false),
        ASKED(false),
        FRIENDS(true),
        WATCHER_DROPPED(true),
        WATCHED_DROPPED(false),
        BOTH_DROPPED(false),
        WATCHER_BLOCKS(true),
        WATCHED_BLOCKS(false),
        WATCHED_BLOCKED_AND_UNBLOCKED(true),
        FOLLOWER(false),
        GROUP_MATES(false),
        DEACTIVATED(false);

        private final boolean allowed;

        Case(boolean allowed) {
            this.allowed = allowed;
        }
    }

    @ParameterizedTest
    @EnumSource
    void watch_whateverIsBetweenTheTwo_asTheTableSays(Case between) {
        arrange(between);

        assertThat(watch(watcher.uid(), watched.uid()).hasState()).isEqualTo(between.allowed);
        assertThat(seenInList()).isEqualTo(between.allowed);
    }

    @Test
    void watch_oneself_allowed() {
        assertThat(watch(watcher.uid(), watcher.uid()).hasState()).isTrue();
    }

    @Test
    void watch_nobody_answeredLikeAStranger() {
        assertThat(watch(watcher.uid(), new Id(77))).isEqualTo(watch(watcher.uid(), watched.uid()));
    }

    @Test
    void friends_droppedOrBlocked_watchEnds() {
        http.befriend(watcher, watched);
        List<WatchedEvent> heard = rig.listen(watched.uid());

        http.as(watched, "DELETE", "/v1/friends/" + watcher.uid()).expect(204);
        http.as(watched, "PUT", "/v1/blocks/" + watcher.uid()).expect(204);

        assertThat(heard)
                .extracting(event -> event.getEnded().getWatcher())
                .containsExactly(watcher.uid().value(), watcher.uid().value());
    }

    @Test
    void friends_watcherDrops_watchGoesOn() {
        http.befriend(watcher, watched);
        List<WatchedEvent> heard = rig.listen(watched.uid());

        http.as(watcher, "DELETE", "/v1/friends/" + watched.uid()).expect(204);

        assertThat(heard).isEmpty();
    }

    private void arrange(Case between) {
        switch (between) {
            case STRANGERS -> {}
            case ASKED ->
                http.as(watcher, "POST", "/v1/friend-requests", "{\"to\":\"" + watched.uid() + "\"}")
                        .expect(201);
            case FRIENDS -> http.befriend(watcher, watched);
            case WATCHER_DROPPED -> drop(watcher, watched, "");
            case WATCHED_DROPPED -> drop(watched, watcher, "");
            case BOTH_DROPPED -> drop(watched, watcher, "?both=true");
            case WATCHER_BLOCKS -> block(watcher, watched);
            case WATCHED_BLOCKS -> block(watched, watcher);
            case WATCHED_BLOCKED_AND_UNBLOCKED -> {
                block(watched, watcher);
                http.as(watched, "DELETE", "/v1/blocks/" + watcher.uid()).expect(204);
            }
            case FOLLOWER ->
                http.as(watcher, "PUT", "/v1/follows/" + watched.uid()).expect(204);
            case GROUP_MATES -> shareGroup();
            case DEACTIVATED -> {
                http.befriend(watcher, watched);
                http.as(watched, "DELETE", "/v1/me", "{\"password\":\"" + HttpCalls.PASSWORD + "\"}")
                        .expect(204);
            }
        }
    }

    private void drop(User one, User other, String how) {
        http.befriend(one, other);
        http.as(one, "DELETE", "/v1/friends/" + other.uid() + how).expect(204);
    }

    private void block(User one, User other) {
        http.befriend(one, other);
        http.as(one, "PUT", "/v1/blocks/" + other.uid()).expect(204);
    }

    private void shareGroup() {
        User owner = http.newUser();
        http.befriend(owner, watcher);
        http.befriend(owner, watched);
        http.as(
                        owner,
                        "POST",
                        "/v1/groups",
                        "{\"name\":\"Bees\",\"members\":[\"%s\",\"%s\"]}".formatted(watcher.uid(), watched.uid()))
                .expect(201);
    }

    private boolean seenInList() {
        return http.as(watcher, "GET", "/v1/presence?uids=" + watched.uid())
                        .expect(200)
                        .body()
                        .path("items")
                        .size()
                == 1;
    }

    private WatchReply watch(Id asking, Id uid) {
        WatchRequest request = WatchRequest.newBuilder()
                .setWatcher(asking.value())
                .setUid(uid.value())
                .build();
        byte[] reply = rig.service
                .fabric()
                .request(Subjects.WATCH, request.toByteArray(), DEADLINE)
                .join();
        try {
            return WatchReply.parseFrom(reply);
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
