package io.waggle.im.conversation;

import io.waggle.im.database.BatchSession;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;

/** How far each conversation has come. */
@Component
public class Heads {

    private final BatchSession session;
    private final HeadMapper mapper;
    private final HeadBatchMapper batch;

    Heads(BatchSession session, HeadMapper mapper) {
        this.session = session;
        this.mapper = mapper;
        this.batch = session.mapper(HeadBatchMapper.class);
    }

    /** The heads of those conversations in which something has been said. */
    public List<Head> of(Collection<Id> conversations) {
        return conversations.isEmpty() ? List.of() : mapper.find(conversations);
    }

    public @Nullable Head of(Id conversation) {
        return of(List.of(conversation)).stream().findFirst().orElse(null);
    }

    /** Call it within the transaction that stores the entries. */
    public void advance(Collection<Head> heads) {
        heads.forEach(batch::advance);
        session.flush();
    }
}
