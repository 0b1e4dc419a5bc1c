package io.waggle.im.group.invite;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.group.GroupCalls;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class InviteIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final GroupCalls groups = new GroupCalls(service);
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final User carol = http.newUser();
    private final Id gid = groups.create(alice, bob);

    @Test
    void code_ofInviteOnlyGroup_showsItAndLetsIn() {
        String code = code(alice, "{\"uses\":1,\"expiresIn\":60}");

        Answer preview = http.as(carol, "GET", "/v1/invites/" + code).expect(200);
        assertThat(preview.body().toString())
                .isEqualTo("{\"gid\":\"%s\",\"name\":\"Bees\",\"memberCount\":2}".formatted(gid));
        join(bob, code).expect(200);
        join(carol, code).expect(200);

        assertThat(code).hasSize(20);
        assertThat(groups.lastChange(carol, gid)).isEqualTo("{\"joined\":{\"groupName\":\"Bees\"}}");
        join(http.newUser(), code).expectProblem(ErrorCode.NOT_FOUND);
        assertThat(groups.call(alice, "GET", gid, "/invites").body().path("items"))
                .isEmpty();
    }

    @Test
    void code_noGoodForWhateverReason_refusedAlike() {
        String revoked = code(bob, "");
        groups.call(alice, "DELETE", gid, "/invites/" + revoked).expect(204);
        String expired = code(alice, "{\"expiresIn\":60}");
        service.sql()
                .sql("update group_invite set expires_at = 1 where code = ?")
                .param(expired)
                .update();
        String ofOneBanned = code(alice, "");
        groups.call(alice, "PUT", gid, "/bans/" + carol.uid()).expect(204);
        String unknown = "0".repeat(20);

        String detail = join(carol, unknown).expectProblem(ErrorCode.NOT_FOUND);
        for (String code : List.of(revoked, expired, ofOneBanned, "é", "short")) {
            String path = "/v1/invites/" + code.replace("é", "%C3%A9");
            assertThat(http.as(carol, "GET", path).expectProblem(ErrorCode.NOT_FOUND))
                    .isEqualTo(detail);
            assertThat(http.as(carol, "POST", path + "/join").expectProblem(ErrorCode.NOT_FOUND))
                    .isEqualTo(detail);
        }
        groups.call(carol, "GET", gid, "").expectProblem(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void code_makerMayNotInviteAnyMore_letsNobodyIn() {
        String code = code(bob, "");

        groups.update(alice, gid, "{\"inviters\":\"admins\"}").expect(200);
        join(carol, code).expectProblem(ErrorCode.NOT_FOUND);
        groups.update(alice, gid, "{\"inviters\":\"members\"}").expect(200);
        groups.remove(alice, gid, bob).expect(204);
        join(carol, code).expectProblem(ErrorCode.NOT_FOUND);
    }

    @Test
    void list_memberAndAdmin_ownAndAll() {
        code(alice, "");
        String own = code(bob, "");

        assertThat(groups.call(alice, "GET", gid, "/invites").body().path("items"))
                .hasSize(2);
        assertThat(groups.call(bob, "GET", gid, "/invites").body().path("items").valueStream())
                .extracting(invite -> invite.path("code").asString())
                .containsExactly(own);
    }

    @Test
    void revoke_othersCodeByMember_likeUnknown() {
        String code = code(alice, "");

        String detail =
                groups.call(bob, "DELETE", gid, "/invites/" + "0".repeat(20)).expectProblem(ErrorCode.NOT_FOUND);

        assertThat(groups.call(bob, "DELETE", gid, "/invites/" + code).expectProblem(ErrorCode.NOT_FOUND))
                .isEqualTo(detail);
        join(carol, code).expect(200);
    }

    @Test
    void create_malformed_refused() {
        for (String body : List.of("{\"uses\":0}", "{\"expiresIn\":-1}", "{\"expiresIn\":99999999999}")) {
            groups.call(alice, "POST", gid, "/invites", body).expectProblem(ErrorCode.INVALID_REQUEST);
        }
    }

    private String code(User maker, String body) {
        return groups.call(maker, "POST", gid, "/invites", body)
                .expect(201)
                .body()
                .path("code")
                .asString();
    }

    private Answer join(User user, String code) {
        return http.as(user, "POST", "/v1/invites/" + code + "/join");
    }
}
