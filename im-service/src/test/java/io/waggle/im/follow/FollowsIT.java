package io.waggle.im.follow;

import io.waggle.im.AtOnce;
import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.fabric.v1.Envelope;
import io.waggle.protocol.v1.FollowChanged;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class FollowsIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();

    @Test
    void follow_andUnfollow_idempotentCountedAndHeardByOwnDevicesAlone() {
        List<Envelope> aliceHears = service.listen(alice.uid());
        List<Envelope> bobHears = service.listen(bob.uid());

        follow(alice, bob).expect(204);
        follow(alice, bob).expect(204);
        assertThat(counts(alice)).isEqualTo("{\"following\":1,\"followers\":0}");
        assertThat(counts(bob)).isEqualTo("{\"following\":0,\"followers\":1}");
        unfollow(alice, bob).expect(204);
        unfollow(alice, bob).expect(204);

        assertThat(counts(alice)).isEqualTo(counts(bob)).isEqualTo("{\"following\":0,\"followers\":0}");
        assertThat(aliceHears)
                .extracting(envelope -> Envelopes.down(envelope).getFollowChanged())
                .extracting(FollowChanged::getFollowing)
                .containsExactly(true, false);
        assertThat(bobHears).isEmpty();
    }

    @Test
    void follows_bothWays_byPages() {
        List<User> others = List.of(http.newUser(), http.newUser(), http.newUser());
        others.forEach(other -> {
            follow(alice, other).expect(204);
            follow(other, alice).expect(204);
        });

        for (String path : List.of("/v1/follows", "/v1/followers")) {
            Answer first = http.as(alice, "GET", path + "?limit=2").expect(200);
            Answer second = http.as(alice, "GET", path + "?limit=2&cursor=" + first.id("next"))
                    .expect(200);
            assertThat(Stream.of(first, second)
                            .flatMap(page -> page.body().path("items").valueStream())
                            .map(user -> user.path("username").asString()))
                    .containsExactlyElementsOf(
                            others.stream().map(User::username).toList());
            assertThat(second.body().path("more").asBoolean()).isFalse();
        }
    }

    @Test
    void follow_oneselfOrNobody_refused() {
        follow(alice, alice).expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(alice, "PUT", "/v1/follows/0000000000002").expectProblem(ErrorCode.NOT_FOUND);
        http.as(alice, "DELETE", "/v1/follows/0000000000002").expect(204);
    }

    @Test
    void follow_manyAtOnceAndBack_countsAreExact() throws Exception {
        List<User> others = Stream.generate(http::newUser).limit(8).toList();
        List<Callable<Answer>> calls = others.stream()
                .<Callable<Answer>>mapMulti((other, calls2) -> {
                    calls2.accept(() -> follow(other, alice).expect(204));
                    calls2.accept(() -> follow(other, alice).expect(204));
                    calls2.accept(() -> follow(alice, other).expect(204));
                })
                .toList();

        AtOnce.all(calls);

        assertThat(counts(alice)).isEqualTo("{\"following\":8,\"followers\":8}");
    }

    private Answer follow(User user, User other) {
        return http.as(user, "PUT", "/v1/follows/" + other.uid());
    }

    private Answer unfollow(User user, User other) {
        return http.as(user, "DELETE", "/v1/follows/" + other.uid());
    }

    private String counts(User user) {
        return http.as(user, "GET", "/v1/follows/counts").expect(200).text();
    }
}
