package io.waggle.im.relation;

import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.account.AccountDeactivated;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Of whoever gives the account up nothing is left in anybody's list. */
class DeparturesIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();

    @BeforeEach
    void relate() {
        http.befriend(alice, bob);
        http.as(carol, "POST", "/v1/friend-requests", "{\"to\":\"" + alice.uid() + "\"}")
                .expect(201);
        for (User[] pair : new User[][] {{alice, bob}, {carol, alice}}) {
            http.as(pair[0], "PUT", "/v1/follows/" + pair[1].uid()).expect(204);
        }
        http.as(carol, "PUT", "/v1/blocks/" + bob.uid()).expect(204);
    }

    @Test
    void departure_everythingGoes_othersListsToo() {
        String before =
                http.as(bob, "GET", "/v1/friends").body().path("version").asString();
        List<Envelope> bobHears = service.listen(bob.uid());

        service.bean(Departures.class).note(new AccountDeactivated(alice.uid()));
        service.bean(Departures.class).sweep();

        assertNothingIsLeft();
        assertThat(http.as(bob, "GET", "/v1/friends?since=" + before)
                        .body()
                        .path("removed")
                        .toString())
                .isEqualTo("[\"" + alice.uid() + "\"]");
        assertThat(bobHears)
                .singleElement()
                .satisfies(envelope -> assertThat(
                                Envelopes.down(envelope).getFriendRemoved().getUid())
                        .isEqualTo(alice.uid().value()));
        assertThat(http.as(carol, "GET", "/v1/blocks").body().path("items")).hasSize(1);
        assertThat(counts(bob)).isEqualTo(counts(carol)).isEqualTo("{\"following\":0,\"followers\":0}");
    }

    @Test
    void departure_afterTheCommit_beginsByItself() {
        http.as(alice, "DELETE", "/v1/me", "{\"password\":\"" + HttpCalls.PASSWORD + "\"}")
                .expect(204);

        await().atMost(RunningService.PATIENCE).until(() -> count("relation_departure where uid = ?") == 0);
        assertNothingIsLeft();
    }

    @Test
    void departure_begun_nothingIsAddedAnyMore() {
        service.bean(Departures.class).note(new AccountDeactivated(alice.uid()));

        Id request = http.as(carol, "GET", "/v1/friend-requests")
                .body()
                .path("items")
                .valueStream()
                .map(item -> Id.parse(item.path("id").asString()))
                .findFirst()
                .orElseThrow();
        http.as(alice, "POST", "/v1/friend-requests/" + request + "/accept").expectProblem(ErrorCode.SESSION_ENDED);
        http.as(bob, "PUT", "/v1/follows/" + alice.uid()).expectProblem(ErrorCode.NOT_FOUND);
    }

    private void assertNothingIsLeft() {
        for (String rows : List.of(
                "friendship where ? in (uid, friend_uid)",
                "follow where ? in (uid, followed_uid)",
                "user_block where ? in (uid, blocked_uid)",
                "friend_request where state = 'PENDING' and ? in (from_uid, to_uid)",
                "relation_departure where uid = ?")) {
            assertThat(count(rows)).as(rows).isZero();
        }
    }

    private int count(String rows) {
        return service.sql()
                .sql("select count(*) from " + rows)
                .param(alice.uid().value())
                .query(Integer.class)
                .single();
    }

    private String counts(User user) {
        return http.as(user, "GET", "/v1/follows/counts").expect(200).text();
    }
}
