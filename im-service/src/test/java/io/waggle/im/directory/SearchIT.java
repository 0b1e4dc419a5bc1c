package io.waggle.im.directory;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Who finds whom. */
class SearchIT {

    private static final AtomicInteger NUMBERS = new AtomicInteger(1_000_000);

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final RpcCalls rpc = new RpcCalls(service);
    private final User seeker = http.newUser();

    @ParameterizedTest
    @CsvSource({
        // who may find, how they stand, whether the seeker does
        "everyone, STRANGERS, true",
        "everyone, FRIENDS, true",
        "everyone, SEEKER_REMOVED, true",
        "everyone, FOUND_REMOVED, true",
        "friends, STRANGERS, false",
        "friends, FRIENDS, true",
        // Who would be found has the say.
        "friends, SEEKER_REMOVED, true",
        "friends, FOUND_REMOVED, false",
        "nobody, STRANGERS, false",
        "nobody, FRIENDS, false",
        "nobody, SEEKER_REMOVED, false",
        "nobody, FOUND_REMOVED, false",
    })
    void find_audienceByTie_foundOrNot(String audience, Tie tie, boolean found) {
        User user = http.newUser();
        String phone = "+49" + NUMBERS.incrementAndGet();
        http.as(user, "PATCH", "/v1/me", "{\"phone\":\"" + phone + "\"}").expect(200);
        http.as(user, "PATCH", "/v1/me/privacy", "{\"find\":\"" + audience + "\"}")
                .expect(200);
        tie(tie, user);

        assertThat(uids(find("phone=" + phone.replace("+", "%2B")))).isEqualTo(found ? List.of(user.uid()) : List.of());
        assertThat(uids(find("username=" + user.username())).contains(user.uid()))
                .isEqualTo(found);
        Answer byUid = http.as(seeker, "GET", "/v1/users/" + user.uid());
        if (found) {
            assertThat(byUid.expect(200).body().path("username").asString()).isEqualTo(user.username());
        } else {
            String unknown = http.as(seeker, "GET", "/v1/users/" + new Id(2)).expectProblem(ErrorCode.NOT_FOUND);
            assertThat(byUid.expectProblem(ErrorCode.NOT_FOUND)).isEqualTo(unknown);
        }
        assertThat(rpc.refusal(seeker, "users.get", "{\"uid\":\"" + user.uid() + "\"}"))
                .isEqualTo(found ? "" : "not-found");
    }

    enum Tie {
        STRANGERS,
        FRIENDS,
        SEEKER_REMOVED,
        FOUND_REMOVED
    }

    private void tie(Tie tie, User user) {
        if (tie != Tie.STRANGERS) {
            http.befriend(seeker, user);
        }
        switch (tie) {
            case STRANGERS, FRIENDS -> {}
            case SEEKER_REMOVED -> remove(seeker, user);
            case FOUND_REMOVED -> remove(user, seeker);
        }
    }

    private void remove(User user, User friend) {
        service.sql()
                .sql("delete from friendship where uid = ? and friend_uid = ?")
                .params(user.uid().value(), friend.uid().value())
                .update();
    }

    @Test
    void get_oneself_alwaysFound() {
        http.as(seeker, "PATCH", "/v1/me/privacy", "{\"find\":\"nobody\"}").expect(200);

        assertThat(http.as(seeker, "GET", "/v1/users/" + seeker.uid())
                        .expect(200)
                        .id("uid"))
                .isEqualTo(seeker.uid());
    }

    @Test
    void find_deactivated_notFound() {
        User user = http.newUser();
        http.befriend(seeker, user);
        http.as(user, "DELETE", "/v1/me", "{\"password\":\"" + HttpCalls.PASSWORD + "\"}")
                .expect(204);

        http.as(seeker, "GET", "/v1/users/" + user.uid()).expectProblem(ErrorCode.NOT_FOUND);
        assertThat(uids(find("username=" + user.username()))).doesNotContain(user.uid());
    }

    @Test
    void find_manyWithThePrefix_pagedByNameInWhateverCase() {
        List<String> names = new ArrayList<>();
        for (int i = 10; i < 35; i++) {
            User user = register("Pre_Fix" + i);
            names.add(user.username());
            if (i % 2 == 0) {
                http.befriend(seeker, user);
                http.as(user, "PATCH", "/v1/me/privacy", "{\"find\":\"friends\"}")
                        .expect(200);
            }
        }
        // An underscore stands for itself alone.
        register("PreXFix99");

        Answer first = find("username=pre_fix");
        Answer second =
                find("username=pre_fix&cursor=" + first.body().path("next").asString());
        assertThat(first.body().path("items")).hasSize(20);
        assertThat(first.body().path("more").asBoolean()).isTrue();
        assertThat(second.body().path("more").asBoolean()).isFalse();
        assertThat(second.body().has("next")).isFalse();
        List<String> found = new ArrayList<>(usernames(first));
        found.addAll(usernames(second));
        assertThat(found).isEqualTo(names);
        JsonNode byRpc = rpc.ask(seeker, "users.find", "{\"username\":\"PRE_FIX1\",\"limit\":3}");
        assertThat(byRpc.path("items")).hasSize(3);
    }

    @Test
    void find_malformed_saysWhatWouldBeRight() {
        for (String query : List.of("", "username=", "username=ab", "username=a%25b", "username=abc&phone=12345")) {
            http.as(seeker, "GET", "/v1/users?" + query).expectProblem(ErrorCode.INVALID_REQUEST);
        }
        http.as(seeker, "GET", "/v1/users?username=abc&limit=21").expectProblem(ErrorCode.INVALID_REQUEST);
        http.as(seeker, "GET", "/v1/users?username=abc&cursor=%27").expectProblem(ErrorCode.INVALID_REQUEST);
        assertThat(uids(find("phone=12%25"))).isEmpty();
    }

    @Test
    void search_plan_readsRangesOfIndexes() {
        String explain = "explain select uid from account where find_by = 'EVERYONE' and ";

        assertThat(plan(explain + "username like 'user1%' escape '|' and username > '' order by username limit 21"))
                .containsEntry("key", "account_find_by_username")
                .containsEntry("type", "range");
        assertThat(plan(explain + "phone = '12345' and username > '' order by username limit 21"))
                .containsEntry("key", "account_phone");
    }

    private Map<String, Object> plan(String explain) {
        return service.sql().sql(explain).query().singleRow();
    }

    private User register(String username) {
        http.post("/v1/accounts", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, HttpCalls.PASSWORD))
                .expect(201);
        return http.login(username);
    }

    private Answer find(String query) {
        return http.as(seeker, "GET", "/v1/users?" + query).expect(200);
    }

    private static List<Id> uids(Answer found) {
        return found.body()
                .path("items")
                .valueStream()
                .map(item -> Id.parse(item.path("uid").asString()))
                .toList();
    }

    private static List<String> usernames(Answer found) {
        return found.body()
                .path("items")
                .valueStream()
                .map(item -> item.path("username").asString())
                .toList();
    }
}
