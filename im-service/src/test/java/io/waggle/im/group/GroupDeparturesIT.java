package io.waggle.im.group;

import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gives up the account leaves all groups. */
class GroupDeparturesIT {

    private final RunningService service = RunningService.shared();
    private final HttpCalls http = service.http();
    private final GroupCalls groups = new GroupCalls(service);
    private final User alice = http.newUser();
    private final User bob = http.newUser();
    private final Id owned = groups.create(alice, bob);
    private final Id shared = groups.create(bob, alice);

    @Test
    void deactivate_memberAndOwner_hasLeftSoon() throws InterruptedException {
        CountDownLatch bothSayIt = new CountDownLatch(2);
        for (Id gid : List.of(owned, shared)) {
            service.fabric().listen(Subjects.group(gid), entry -> bothSayIt.countDown());
        }

        http.as(alice, "DELETE", "/v1/me", "{\"password\":\"" + HttpCalls.PASSWORD + "\"}")
                .expect(204);

        assertThat(bothSayIt.await(RunningService.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(groups.members(bob, owned)).isEqualTo(GroupCalls.uids(bob));
        assertThat(groups.members(bob, shared)).isEqualTo(GroupCalls.uids(bob));
        assertThat(groups.lastChange(bob, owned)).isEqualTo("{\"left\":{\"newOwner\":\"" + bob.uid() + "\"}}");
    }

    @Test
    void sweep_leftUndone_leavesAsByItself() {
        note(0);

        service.bean(GroupDepartures.class).sweep();

        assertThat(groups.members(bob, owned)).isEqualTo(GroupCalls.uids(bob));
        assertThat(groups.members(bob, shared)).isEqualTo(GroupCalls.uids(bob));
        assertThat(groups.lastChange(bob, owned)).isEqualTo("{\"left\":{\"newOwner\":\"" + bob.uid() + "\"}}");
        assertThat(groups.lastChange(bob, shared)).isEqualTo("{\"left\":{}}");
        assertThat(noted()).isZero();
    }

    @Test
    void sweep_justNoted_looksAgainLater() {
        note(System.currentTimeMillis());
        service.bean(GroupDepartures.class).sweep();
        groups.add(bob, owned, alice).expect(200);

        service.bean(GroupDepartures.class).sweep();

        assertThat(groups.members(bob, owned)).isEqualTo(GroupCalls.uids(bob));
        assertThat(noted()).isEqualTo(1);
    }

    private void note(long at) {
        service.sql()
                .sql("insert into group_departure (uid, created_at) values (?, ?)")
                .params(alice.uid().value(), at)
                .update();
    }

    private int noted() {
        return service.sql()
                .sql("select count(*) from group_departure where uid = ?")
                .param(alice.uid().value())
                .query(Integer.class)
                .single();
    }
}
