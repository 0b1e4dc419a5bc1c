package io.waggle.im.message;

import io.waggle.im.conversation.Head;
import io.waggle.im.conversation.Heads;
import io.waggle.im.database.BatchSession;
import io.waggle.protocol.Id;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The log as a lane sees it: entries are added together, and read again when their fate is in doubt. */
@Component
class MessageStore {

    private static final int DOUBTFUL_AT_MOST = 1_000;

    private final MessageMapper mapper;
    private final MessageBatchMapper batch;
    private final BatchSession session;
    private final Heads heads;
    private final TransactionTemplate transaction;

    MessageStore(MessageMapper mapper, BatchSession session, Heads heads, TransactionTemplate transaction) {
        this.mapper = mapper;
        this.batch = session.mapper(MessageBatchMapper.class);
        this.session = session;
        this.heads = heads;
        this.transaction = transaction;
    }

    List<Head> heads(Collection<Id> conversations) {
        return heads.of(conversations);
    }

    /**
     * Commits all entries and the heads they make, or nothing.
     *
     * @throws org.springframework.dao.DuplicateKeyException if one of them is stored already: nothing was committed
     * @throws RuntimeException otherwise: it is not known whether they were committed
     */
    void append(List<MessageRow> entries, Collection<Head> newHeads) {
        transaction.executeWithoutResult(status -> {
            entries.forEach(batch::insert);
            session.flush();
            heads.advance(newHeads);
        });
    }

    List<MessageRow> stored(Collection<MessageKey> keys) {
        return mapper.findByKeys(keys);
    }

    /** Entries that were committed behind one that is known; never more than one batch can have left in doubt. */
    List<MessageRow> after(Id conversation, long seq) {
        return mapper.findAfter(conversation, seq, DOUBTFUL_AT_MOST);
    }
}
