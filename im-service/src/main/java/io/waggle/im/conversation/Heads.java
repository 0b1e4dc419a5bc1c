package io.waggle.im.conversation;

import io.waggle.im.database.BatchSession;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** How far each conversation has come. */
@Component
public class Heads {

    /** From the time that an entry has to its commit; a commit itself gets half a minute, which is the socket's. */
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

    /** The heads of those conversations in which something has been said. */
    public List<Head> of(Collection<Id> conversations) {
        return conversations.isEmpty() ? List.of() : mapper.find(conversations);
    }

    /** When the newest entry of all was committed; 0 while there is none. Looks at every conversation. */
    public long newestAt() {
        Long newest = mapper.findNewestAt();
        return newest == null ? 0 : newest;
    }

    /** The heads that are not older than a time. Looks at every conversation. */
    public List<Head> since(long lastAt) {
        return mapper.findSince(lastAt);
    }

    public @Nullable Head of(Id conversation) {
        return of(List.of(conversation)).stream().findFirst().orElse(null);
    }

    /**
     * Call it within the transaction that stores the entries, last.
     *
     * @throws IllegalStateException if the entries are so old already that lists could pass over them; not committed then
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
