package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.im.conversation.Heads;
import io.waggle.im.database.BatchSession;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The log in the database. */
@Component
class SqlMessageStore implements MessageStore {

    private static final int DOUBTFUL_AT_MOST = 1_000;

    private final MessageMapper mapper;
    private final MessageBatchMapper batch;
    private final BatchSession session;
    private final Heads heads;
    private final TransactionTemplate transaction;

    SqlMessageStore(MessageMapper mapper, BatchSession session, Heads heads, TransactionTemplate transaction) {
        this.mapper = mapper;
        this.batch = session.mapper(MessageBatchMapper.class);
        this.session = session;
        this.heads = heads;
        this.transaction = transaction;
    }

    @Override
    public List<Head> heads(Collection<Id> conversations) {
        return heads.of(conversations);
    }

    @Override
    public void append(List<MessageRow> entries, Collection<Head> newHeads) {
        transaction.executeWithoutResult(status -> {
            entries.forEach(batch::insert);
            entries.forEach(this::insertMentions);
            entries.forEach(this::insertMediaReference);
            entries.stream().filter(MessageRow::hasLifetime).forEach(batch::insertExpiry);
            session.flush();
            heads.advance(newHeads);
        });
    }

    private void insertMentions(MessageRow row) {
        row.mentioned().forEach(uid -> batch.insertMention(row.conversationId(), uid, row.seq()));
    }

    private void insertMediaReference(MessageRow row) {
        Id media = row.mediaId();
        if (media != null) {
            batch.insertMediaReference(media, row.conversationId(), row.seq());
        }
    }

    @Override
    public <T> T together(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    @Override
    public List<MessageRow> stored(Collection<MessageKey> keys) {
        return mapper.findByKeys(keys);
    }

    @Override
    public List<MessageRow> after(Id conversation, long seq) {
        return mapper.findAfter(conversation, seq, DOUBTFUL_AT_MOST);
    }
}
