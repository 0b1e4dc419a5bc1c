package io.waggle.im.friend;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom one may ask to be friends, how many at once, and until when. */
class FriendRequestLimitsIT {

    @Test
    void request_asPrivacySays_elseSameAsToNobody() {
        RunningService service = RunningService.shared();
        HttpCalls http = service.http();
        User alice = http.newUser();
        User bob = http.newUser();
        String nobody = request(http, alice, new Id(2)).expectProblem(ErrorCode.NOT_FOUND);

        for (String audience : new String[] {"NOBODY", "FRIENDS"}) {
            addBy(service, bob, audience);
            assertThat(request(http, alice, bob.uid()).expectProblem(ErrorCode.NOT_FOUND))
                    .isEqualTo(nobody);
        }
        addBy(service, bob, "EVERYONE");
        http.befriend(alice, bob);
        http.as(alice, "DELETE", "/v1/friends/" + bob.uid()).expect(204);
        addBy(service, bob, "NOBODY");
        request(http, alice, bob.uid()).expectProblem(ErrorCode.NOT_FOUND);
        addBy(service, bob, "FRIENDS");
        request(http, alice, bob.uid()).expect(201);
    }

    @Test
    void request_crossing_isAnAnswerWhateverPrivacySays() {
        RunningService service = RunningService.shared();
        HttpCalls http = service.http();
        User alice = http.newUser();
        User bob = http.newUser();
        addBy(service, alice, "NOBODY");
        request(http, alice, bob.uid()).expect(201);

        Answer crossing = request(http, bob, alice.uid()).expect(201);

        assertThat(crossing.body().path("state").asString()).isEqualTo("accepted");
    }

    @Test
    void limits_pendingRequestsAndFriends_areKept() {
        Map<String, Object> limits = Map.of("waggle.friends.max-pending-requests", 2, "waggle.friends.max-friends", 1);
        try (RunningService service = RunningService.start(limits)) {
            HttpCalls http = service.http();
            User alice = http.newUser();
            User bob = http.newUser();
            User carol = http.newUser();
            User dora = http.newUser();

            Id toBob = request(http, alice, bob.uid()).id("id");
            Id toCarol = request(http, alice, carol.uid()).id("id");
            request(http, alice, dora.uid()).expectProblem(ErrorCode.LIMIT_REACHED);
            request(http, alice, bob.uid()).expect(201);
            accept(http, bob, toBob).expect(200);

            accept(http, carol, toCarol).expectProblem(ErrorCode.LIMIT_REACHED);
            request(http, alice, dora.uid()).expectProblem(ErrorCode.LIMIT_REACHED);
            Id toAlice = request(http, dora, alice.uid()).id("id");
            accept(http, alice, toAlice).expectProblem(ErrorCode.LIMIT_REACHED);
            assertThat(http.as(alice, "GET", "/v1/friends").body().path("items"))
                    .hasSize(1);
            http.as(alice, "DELETE", "/v1/friends/" + bob.uid() + "?both=true").expect(204);
            accept(http, carol, toCarol).expect(200);
        }
    }

    @Test
    void sweep_expiredRequests_areSettled() {
        RunningService service = RunningService.shared();
        HttpCalls http = service.http();
        User alice = http.newUser();
        User bob = http.newUser();
        User carol = http.newUser();
        Id late = request(http, alice, bob.uid()).id("id");
        Id inTime = request(http, alice, carol.uid()).id("id");
        service.sql()
                .sql("update friend_request set expires_at = 1 where id = ?")
                .param(late.value())
                .update();

        service.bean(FriendSweep.class).sweep();

        assertThat(state(service, late)).isEqualTo("EXPIRED");
        assertThat(state(service, inTime)).isEqualTo("PENDING");
    }

    private static String state(RunningService service, Id request) {
        return service.sql()
                .sql("select state from friend_request where id = ?")
                .param(request.value())
                .query(String.class)
                .single();
    }

    private static void addBy(RunningService service, User user, String audience) {
        service.sql()
                .sql("update account set add_by = ? where uid = ?")
                .params(audience, user.uid().value())
                .update();
    }

    private static Answer request(HttpCalls http, User from, Id to) {
        return http.as(from, "POST", "/v1/friend-requests", "{\"to\":\"" + to + "\"}");
    }

    private static Answer accept(HttpCalls http, User user, Id request) {
        return http.as(user, "POST", "/v1/friend-requests/" + request + "/accept");
    }
}
