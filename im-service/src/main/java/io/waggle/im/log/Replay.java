package io.waggle.im.log;

import io.waggle.fabric.Fabric;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.conversation.Head;
import io.waggle.im.conversation.Heads;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Announces entries again that a service committed and, because it died, may not have announced, or that a broken fabric may
 * have lost.
 *
 * <p>A lane announces a batch as soon as it is committed, and only then takes the next one. So only each lane's last batch is
 * in doubt, and what was on its way to the brokers: the entries of the last seconds before the newest one. The announcements
 * are marked as repeated, and the brokers' gates find out which devices lack which entries.
 */
@Component
class Replay {

    private static final Logger log = LoggerFactory.getLogger(Replay.class);

    private static final Duration IN_DOUBT = Duration.ofSeconds(5);
    private static final int CONVERSATIONS_AT_ONCE = 200;
    private static final int ENTRIES_PER_CONVERSATION = 1_000;

    private final Heads heads;
    private final Conversations conversations;
    private final EntryMapper mapper;
    private final CommitPort port;
    private final Fabric fabric;
    private Fabric.@Nullable Registration losses;

    Replay(Heads heads, Conversations conversations, EntryMapper mapper, CommitPort port, Fabric fabric) {
        this.heads = heads;
        this.fabric = fabric;
        this.conversations = conversations;
        this.mapper = mapper;
        this.port = port;
    }

    /** Announces the entries in doubt, now and whenever announcements may have been lost. Call it before new announcements. */
    void begin() {
        run(Duration.ZERO);
        losses = fabric.onLoss(new Fabric.LossListener() {
            @Override
            public void begins() {
                // Announcements may still arrive meanwhile. They are repeated when the loss is over.
            }

            @Override
            public void isOver(Duration lasted) {
                Thread.ofVirtual().name("replay").start(() -> run(lasted));
            }
        });
    }

    void end() {
        if (losses != null) {
            losses.close();
            losses = null;
        }
    }

    /** @param lasted how long announcements may have been lost; zero at the start */
    private void run(Duration lasted) {
        long since = heads.newestAt() - lasted.plus(IN_DOUBT).toMillis();
        List<Head> recent = heads.since(since);
        int entries = 0;
        for (int from = 0; from < recent.size(); from += CONVERSATIONS_AT_ONCE) {
            int to = Math.min(from + CONVERSATIONS_AT_ONCE, recent.size());
            entries += announce(recent.subList(from, to), since);
        }
        if (entries > 0) {
            log.info("Announced the last {} entries of {} conversations again", entries, recent.size());
        }
    }

    private int announce(List<Head> recent, long since) {
        Map<Id, Conversation> byId = conversations
                .find(recent.stream().map(Head::conversationId).toList())
                .stream()
                .collect(Collectors.toMap(Conversation::id, Function.identity()));
        List<EntryRow> rows = new ArrayList<>();
        recent.forEach(head -> rows.addAll(mapper.findSince(
                head.conversationId(), Math.max(0, head.lastSeq() - ENTRIES_PER_CONVERSATION), since)));
        for (EntryRow row : rows) {
            Conversation conversation = byId.get(row.conversationId());
            if (conversation != null) {
                port.committedAgain(conversation, row);
            }
        }
        return rows.size();
    }
}
