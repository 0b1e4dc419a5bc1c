package io.waggle.im.conversation;

import io.waggle.im.database.BatchSession;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** The heads of the conversations. */
@Component
public class Heads {

    /** The longest time from an entry's timestamp to the start of its commit. The commit may take 30 s, the socket timeout. */
    static final Duration LATEST = Duration.ofSeconds(20);

    private final BatchSession session;
    private final HeadMapper mapper;
    private final HeadBatchMapper batch;
    private final Clock clock;

    Heads(BatchSession session, HeadMapper mapper, Clock clock) {
        this.session = session;
        this.mapper = mapper;
        this.batch = session.mapper(HeadBatchMapper.class);
        this.clock = clock;
    }

    /** The heads of the conversations that have entries. */
    public List<Head> of(Collection<Id> conversations) {
        return conversations.isEmpty() ? List.of() : mapper.find(conversations);
    }

    /** The time of the newest entry of all conversations; 0 if there is none. Reads every conversation. */
    public long newestAt() {
        Long newest = mapper.findNewestAt();
        return newest == null ? 0 : newest;
    }

    /** The heads at or after a time. Reads every conversation. */
    public List<Head> since(long lastAt) {
        return mapper.findSince(lastAt);
    }

    public @Nullable Head of(Id conversation) {
        return of(List.of(conversation)).stream().findFirst().orElse(null);
    }

    /**
     * Stores new heads. Call it last in the transaction that stores the entries.
     *
     * @throws IllegalStateException if the entries are so old that conversation lists could miss them; nothing is committed
     */
    public void advance(Collection<Head> heads) {
        heads.forEach(batch::advance);
        session.flush();
        long oldest = clock.millis() - LATEST.toMillis();
        if (heads.stream().anyMatch(head -> head.lastAt() < oldest)) {
            throw new IllegalStateException(
                    "entries took longer than " + LATEST + " to be written; they are not committed");
        }
    }
}
