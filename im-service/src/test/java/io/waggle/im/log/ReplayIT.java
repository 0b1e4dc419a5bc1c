package io.waggle.im.log;

import io.waggle.im.Envelopes;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Envelope;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What a service that starts announces of what the one before it has committed. */
class ReplayIT {

    @Test
    void run_afterADeath_lastEntriesAreAnnouncedAgainInOrder() {
        try (RunningService service = RunningService.start(Map.of())) {
            HttpCalls http = service.http();
            User alice = http.newUser();
            User bob = http.newUser();
            http.befriend(alice, bob);
            Id gid = http.as(
                            alice,
                            "POST",
                            "/v1/groups",
                            "{\"name\":\"Bees\",\"members\":[\"%s\"]}".formatted(bob.uid()))
                    .expect(201)
                    .id("gid");
            send(http, alice, "{\"g\":\"" + gid + "\"}", "to all");
            send(http, alice, "{\"u\":\"" + bob.uid() + "\"}", "to you");
            saidInOneMoment(service);
            List<Envelope> group = service.listenToGroup(gid);
            List<Envelope> user = service.listen(bob.uid());

            Replay replay = service.bean(Replay.class);
            replay.end();
            replay.begin();

            assertThat(group.stream().map(ReplayIT::seqOf)).containsExactly(1L, 2L, 3L);
            assertThat(user.stream()
                            .filter(Envelope::hasDown)
                            .map(envelope -> Envelopes.down(envelope)
                                    .getMessage()
                                    .getContent()
                                    .getText()))
                    .containsExactly("to you");
            assertThat(user).anyMatch(Envelope::hasJoined);
            assertThat(user).filteredOn(Envelope::hasDown).allMatch(Envelope::getReplayed);
            assertThat(group).allMatch(Envelope::getReplayed);
        }
    }

    @Test
    void run_recalledMessage_announcesWhatIsLeftOfIt() {
        try (RunningService service = RunningService.start(Map.of())) {
            HttpCalls http = service.http();
            User alice = http.newUser();
            User bob = http.newUser();
            http.befriend(alice, bob);
            Id conversation = send(http, alice, "{\"u\":\"" + bob.uid() + "\"}", "the secret")
                    .id("conversation");
            http.as(alice, "POST", "/v1/conversations/" + conversation + "/messages/1/recall")
                    .expect(200);
            List<Envelope> heard = service.listen(bob.uid());

            Replay replay = service.bean(Replay.class);
            replay.end();
            replay.begin();

            assertThat(heard.stream().filter(Envelope::hasDown).map(Envelopes::down))
                    .hasSize(2)
                    .noneMatch(down -> down.toString().contains("the secret"));
        }
    }

    /** However long the test has been at it: what is in doubt is counted back from the newest entry. */
    private static void saidInOneMoment(RunningService service) {
        service.sql().sql("update entry set created_at = 1000000").update();
        service.sql().sql("update conversation_head set last_at = 1000000").update();
    }

    private static Answer send(HttpCalls http, User sender, String to, String text) {
        return http.as(sender, "POST", "/v1/messages", "{\"to\":%s,\"text\":\"%s\"}".formatted(to, text))
                .expect(201);
    }

    private static long seqOf(Envelope envelope) {
        return Envelopes.down(envelope).getMessage().getSeq();
    }
}
