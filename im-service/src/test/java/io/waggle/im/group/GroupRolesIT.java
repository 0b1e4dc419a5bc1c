package io.waggle.im.group;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of roles and actions, asked over HTTP: each row by a stranger, a member, an admin and the owner, in that order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupRolesIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final GroupCalls groups = new GroupCalls(service);
    private final User stranger = http.newUser();
    private final User member = http.newUser();
    private final User admin = http.newUser();
    private final User owner = http.newUser();
    private final User target = http.newUser();

    @BeforeAll
    void befriend() {
        groups.create(owner, member, admin, target);
        http.befriend(member, stranger);
    }

    /** {@code {target}} is a member, whom owner and admin may do everything to, and a member nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    |                              |                          | 403 | 200 | 200 | 200",
                "GET    | /members                     |                          | 403 | 200 | 200 | 200",
                "GET    | /announcements               |                          | 403 | 200 | 200 | 200",
                "GET    | /invites                     |                          | 403 | 200 | 200 | 200",
                "GET    | /bans                        |                          | 403 | 403 | 200 | 200",
                "GET    | /join-requests               |                          | 403 | 403 | 200 | 200",
                "PATCH  |                              | {\"name\":\"Wasps\"}     | 403 | 403 | 200 | 200",
                "PATCH  |                              | {\"avatar\":\"https://a/b.png\"} | 403 | 403 | 200 | 200",
                "PATCH  |                              | {\"announcement\":\"!\"} | 403 | 403 | 200 | 200",
                "PATCH  |                              | {\"joinPolicy\":\"open\"}| 403 | 403 | 200 | 200",
                "PATCH  |                              | {\"inviters\":\"admins\"}| 403 | 403 | 200 | 200",
                "PATCH  |                              | {\"muteAll\":true}       | 403 | 403 | 200 | 200",
                "PATCH  |                              | {\"history\":\"all\"}    | 403 | 403 | 403 | 200",
                "PUT    | /me                          | {\"nickname\":\"me\"}    | 403 | 200 | 200 | 200",
                "POST   | /members                     | {\"uids\":[]}            | 403 | 200 | 200 | 200",
                "POST   | /invites                     |                          | 403 | 201 | 201 | 201",
                "PUT    | /members/{target}/mute       |                          | 403 | 403 | 204 | 204",
                "DELETE | /members/{target}/mute       |                          | 403 | 403 | 204 | 204",
                "PUT    | /members/{target}/role       | {\"role\":\"admin\"}     | 403 | 403 | 403 | 204",
                "PUT    | /owner                       | {\"uid\":\"{target}\"}   | 403 | 403 | 403 | 204",
                "DELETE | /members/{target}            |                          | 403 | 403 | 204 | 204",
                "PUT    | /bans/{target}               |                          | 403 | 403 | 204 | 204",
                "DELETE | /bans/{target}               |                          | 403 | 403 | 204 | 204",
                "DELETE |                              |                          | 403 | 403 | 403 | 204",
                "PUT    | /members/{owner}/mute        |                          | 403 | 403 | 403 | 403",
                "DELETE | /members/{owner}             |                          | 403 | 403 | 403 | 204",
                "PUT    | /bans/{owner}                |                          | 403 | 403 | 403 | 403",
                "PUT    | /members/{owner}/role        | {\"role\":\"member\"}    | 403 | 403 | 403 | 403",
            })
    void operation_byEachRole_asInTheTable(
            String method, String path, String body, int byStranger, int byMember, int byAdmin, int byOwner) {
        assertThat(answer(stranger, method, path, body).expectProblem(ErrorCode.NOT_A_MEMBER))
                .isEqualTo(ask(stranger, method, new Id(1), path, body).expectProblem(ErrorCode.NOT_A_MEMBER));
        assertThat(byStranger).isEqualTo(ErrorCode.NOT_A_MEMBER.httpStatus());
        check(answer(member, method, path, body), byMember);
        check(answer(admin, method, path, body), byAdmin);
        check(answer(owner, method, path, body), byOwner);
    }

    /** In a group of its own. */
    private Answer answer(User user, String method, String path, String body) {
        Id gid = http.as(
                        owner,
                        "POST",
                        "/v1/groups",
                        "{\"name\":\"Bees\",\"members\":[%s]}".formatted(GroupCalls.quoted(member, admin, target)))
                .expect(201)
                .id("gid");
        groups.promote(owner, gid, admin);
        return ask(user, method, gid, path, body);
    }

    private Answer ask(User user, String method, Id gid, String path, String body) {
        return groups.call(user, method, gid, filled(path), filled(body));
    }

    private String filled(String text) {
        return text == null
                ? ""
                : text.replace("{target}", target.uid().toString())
                        .replace("{owner}", owner.uid().toString());
    }

    private static void check(Answer answer, int status) {
        answer.expect(status);
        if (status == ErrorCode.NOT_ALLOWED.httpStatus()) {
            answer.expectProblem(ErrorCode.NOT_ALLOWED);
        }
    }
}
