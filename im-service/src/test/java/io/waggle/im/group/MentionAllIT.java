package io.waggle.im.group;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** The owner and the admins of a group may mention all members, whichever way they write. */
class MentionAllIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final GroupCalls groups = new GroupCalls(service);
    private final User owner = http.newUser();
    private final User admin = http.newUser();
    private final User member = http.newUser();
    private Id gid = new Id(0);

    @BeforeEach
    void createGroup() {
        gid = groups.create(owner, admin, member);
        groups.promote(owner, gid, admin);
    }

    @Test
    void mentionAll_ownerAndAdmin_isStored() {
        mentionAll(owner, UUID.randomUUID()).expect(201);
        mentionAll(admin, UUID.randomUUID()).expect(201);

        assertThat(groups.log(member, gid).getLast().path("mentionAll").asBoolean())
                .isTrue();
    }

    @Test
    void mentionAll_member_isRefusedUntilPromoted() {
        int before = groups.log(member, gid).size();

        assertThat(mentionAll(member, UUID.randomUUID()).expectProblem(ErrorCode.NOT_ALLOWED))
                .contains("leave out mentionAll");

        assertThat(groups.log(member, gid)).hasSize(before);
        groups.promote(owner, gid, member);
        mentionAll(member, UUID.randomUUID()).expect(201);
    }

    @Test
    void mentionAll_sentAgainAfterTheAdminBecameAMember_isAnsweredAsTheFirstTime() {
        UUID id = UUID.randomUUID();
        String first = mentionAll(admin, id).expect(201).text();
        groups.call(owner, "PUT", gid, "/members/" + admin.uid() + "/role", "{\"role\":\"member\"}")
                .expect(204);

        assertThat(mentionAll(admin, id).expect(201).text()).isEqualTo(first);
        mentionAll(admin, UUID.randomUUID()).expectProblem(ErrorCode.NOT_ALLOWED);
    }

    @Test
    void mentionAll_memberByAnEditOrLater_isRefused() {
        Answer sent = groups.send(member, gid, "hi").expect(201);
        String place = "/v1/conversations/" + gid + "/messages/"
                + sent.body().path("seq").asLong();
        String later = "{\"to\":{\"g\":\"%s\"},\"sendAt\":\"%s\",\"text\":\"hi\",\"mentionAll\":true}"
                .formatted(gid, Instant.now().plusSeconds(3_600));

        http.as(member, "PATCH", place, "{\"text\":\"hi all\",\"mentionAll\":true}")
                .expectProblem(ErrorCode.NOT_ALLOWED);
        http.as(member, "PATCH", place, "{\"text\":\"hi all\"}").expect(200);
        http.as(member, "POST", "/v1/scheduled-messages", later).expectProblem(ErrorCode.NOT_ALLOWED);
        http.as(admin, "POST", "/v1/scheduled-messages", later).expect(201);
    }

    @Test
    void mentionAll_inAPair_isAllowed() {
        http.as(
                        member,
                        "POST",
                        "/v1/messages",
                        "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\",\"mentionAll\":true}".formatted(owner.uid()))
                .expect(201);
    }

    private Answer mentionAll(User user, UUID id) {
        return http.as(
                user,
                "POST",
                "/v1/messages",
                "{\"to\":{\"g\":\"%s\"},\"id\":\"%s\",\"text\":\"hi all\",\"mentionAll\":true}".formatted(gid, id));
    }
}
