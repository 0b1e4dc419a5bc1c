package io.waggle.im.reaction;

import io.waggle.fabric.Subjects;
import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.TenThousandUsers;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.ReactionsChanged;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Half of a group of 10,000 reacts to one message at once. */
class ReactionStormIT {

    private static final int MEMBERS = 10_000;
    private static final int REACTIONS = 5_000;
    private static final int AT_A_TIME = 50;

    @Test
    void react_fiveThousandInAGroupOfTenThousand_areCountedExactlyAndPushedOncePerSecond() throws Exception {
        try (RunningService service = RunningService.start(Map.of("waggle.messaging.strangers", "allow"))) {
            HttpCalls http = service.http();
            User owner = http.newUser();
            List<Id> members = TenThousandUsers.insert(service, 1_000_000).subList(0, MEMBERS - 1);
            Id gid = create(http, owner, members);
            long seq = http.as(owner, "POST", "/v1/messages", "{\"to\":{\"g\":\"" + gid + "\"},\"text\":\"hi\"}")
                    .expect(201)
                    .body()
                    .path("seq")
                    .asLong();
            HeardReactions pushes = new HeardReactions(service, Subjects.group(gid));
            ReactionService reactions = service.bean(ReactionService.class);
            Instant start = Instant.now();

            AtOnce.all(IntStream.range(0, AT_A_TIME)
                    .<Callable<Integer>>mapToObj(first -> () -> {
                        for (int i = first; i < REACTIONS; i += AT_A_TIME) {
                            reactions.react(members.get(i), gid, seq, i % 5 == 0 ? "👎" : "👍");
                        }
                        return 0;
                    })
                    .toList());

            ReactionsChanged last = lastOf(pushes, versionOf(http, owner, gid, seq));
            Duration took = Duration.between(start, Instant.now());
            assertThat((long) pushes.count()).isBetween(1L, took.toSeconds() + 2);
            assertThat(last.getCountsList().stream()
                            .collect(Collectors.toMap(one -> one.getEmoji(), one -> one.getCount())))
                    .isEqualTo(Map.of("👍", 4_000, "👎", 1_000));
            // Each version is one transaction: those that waited shared one.
            assertThat(last.getVersion()).isLessThan(REACTIONS);
        }
    }

    private static Id create(HttpCalls http, User owner, List<Id> members) {
        String uids = members.stream().map(uid -> "\"" + uid + "\"").collect(Collectors.joining(","));
        return http.as(owner, "POST", "/v1/groups", "{\"name\":\"Swarm\",\"members\":[" + uids + "]}")
                .expect(201)
                .id("gid");
    }

    private static long versionOf(HttpCalls http, User reader, Id gid, long seq) {
        Answer entry = http.as(reader, "GET", "/v1/conversations/" + gid + "/messages/" + seq);
        return entry.expect(200).body().path("version").asLong();
    }

    /** The notice with the newest state. */
    private static ReactionsChanged lastOf(HeardReactions pushes, long version) throws InterruptedException {
        ReactionsChanged next = pushes.nextChange();
        while (next.getVersion() < version) {
            next = pushes.nextChange();
        }
        return next;
    }
}
