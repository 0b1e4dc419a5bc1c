package io.waggle.im.group;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.TenThousandUsers;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** A group as large as groups may be. How long each step took is printed, and never asserted. */
class LargeGroupIT {

    private static final int MEMBERS = 10_000;
    private static final long FIRST_UID = 1_000_000;

    @Test
    void tenThousand_wholeLife_works() {
        try (RunningService service = RunningService.start(Map.of("waggle.messaging.strangers", "allow"))) {
            List<Id> others = TenThousandUsers.insert(service, FIRST_UID).subList(0, MEMBERS - 1);
            service.sql()
                    .sql("insert into account (uid, username, nickname, created_at) values (?, 'late', 'Late', 0)")
                    .param(FIRST_UID + MEMBERS)
                    .update();
            HttpCalls http = service.http();
            User owner = http.newUser();
            Id gid = timed("create with 9,999 others", () -> create(http, owner, others));
            Life life = new Life(service, owner, gid);
            life.check();
            timed("dissolve", () -> life.groups.call(owner, "DELETE", gid, "").expect(204));
            assertThat(life.rows()).isZero();

            Id second = create(http, owner, List.of());
            Life again = new Life(service, owner, second);
            timed("add 9,999 to an existing group", () -> again.add(others));
            again.check();
            again.groups
                    .call(owner, "POST", second, "/members", uids(List.of(new Id(FIRST_UID + MEMBERS))))
                    .expectProblem(ErrorCode.GROUP_FULL);
            timed(
                    "dissolve again",
                    () -> again.groups.call(owner, "DELETE", second, "").expect(204));
        }
    }

    private static Id create(HttpCalls http, User owner, List<Id> others) {
        String body = "{\"name\":\"Swarm\",\"members\":[" + quoted(others) + "]}";
        return http.as(owner, "POST", "/v1/groups", body).expect(201).id("gid");
    }

    private static String uids(List<Id> uids) {
        return "{\"uids\":[" + quoted(uids) + "]}";
    }

    private static String quoted(List<Id> uids) {
        return uids.stream().map(uid -> "\"" + uid + "\"").collect(Collectors.joining(","));
    }

    private static <T> T timed(String step, Supplier<T> action) {
        long start = System.nanoTime();
        T result = action.get();
        System.out.println("10,000 members: " + step + ": "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms");
        return result;
    }

    /** What the owner does with the group. */
    private record Life(RunningService service, GroupCalls groups, User owner, Id gid) {

        Life(RunningService service, User owner, Id gid) {
            this(service, new GroupCalls(service), owner, gid);
        }

        void check() {
            assertThat(groups.get(owner, gid).path("memberCount").asInt()).isEqualTo(MEMBERS);
            assertThat(timed("list by pages of 200", this::listed)).hasSize(MEMBERS);
            timed("message", () -> groups.send(owner, gid, "bzz").expect(201));
            JsonNode found = timed(
                    "search for the last of them",
                    () -> groups.call(owner, "GET", gid, "/members?q=bee9998")
                            .expect(200)
                            .body());
            assertThat(found.path("items")).hasSize(1);
        }

        Answer add(List<Id> uids) {
            Answer added =
                    groups.call(owner, "POST", gid, "/members", uids(uids)).expect(200);
            assertThat(added.body().path("added")).hasSize(uids.size());
            return added;
        }

        private Set<String> listed() {
            Set<String> uids = new HashSet<>();
            JsonNode page = page("");
            page.path("items").forEach(member -> uids.add(member.path("uid").asString()));
            while (page.path("more").asBoolean()) {
                page = page("&cursor=" + page.path("next").asString());
                page.path("items").forEach(member -> uids.add(member.path("uid").asString()));
            }
            return uids;
        }

        private JsonNode page(String cursor) {
            return groups.call(owner, "GET", gid, "/members?limit=200" + cursor)
                    .expect(200)
                    .body();
        }

        int rows() {
            return service.sql()
                    .sql("select count(*) from member where conversation_id = ?")
                    .param(gid.value())
                    .query(Integer.class)
                    .single();
        }
    }
}
