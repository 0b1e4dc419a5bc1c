package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.im.conversation.Heads;
import io.waggle.im.database.BatchSession;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The log in the database. */
@Component
class SqlEntryStore implements EntryStore {

    private static final int IN_DOUBT_MAX = 1_000;

    private final EntryMapper mapper;
    private final ErasureMapper erasures;
    private final MediaReferenceMapper mediaReferences;
    private final EntryBatchMapper batch;
    private final ReactionWriter reactions;
    private final ThreadWriter threads;
    private final BatchSession session;
    private final Heads heads;
    private final TransactionTemplate transaction;

    SqlEntryStore(
            EntryMapper mapper,
            ErasureMapper erasures,
            MediaReferenceMapper mediaReferences,
            ReactionWriter reactions,
            ThreadWriter threads,
            BatchSession session,
            Heads heads,
            TransactionTemplate transaction) {
        this.mapper = mapper;
        this.erasures = erasures;
        this.mediaReferences = mediaReferences;
        this.batch = session.mapper(EntryBatchMapper.class);
        this.reactions = reactions;
        this.threads = threads;
        this.session = session;
        this.heads = heads;
        this.transaction = transaction;
    }

    @Override
    public List<Head> heads(Collection<Id> conversations) {
        return heads.of(conversations);
    }

    @Override
    public void write(List<EntryRow> entries, Collection<Head> newHeads, Collection<EntryRef> erased) {
        transaction.executeWithoutResult(status -> {
            if (!erased.isEmpty()) {
                erase(erased);
            }
            if (!entries.isEmpty()) {
                insert(entries);
                heads.advance(newHeads);
            }
        });
    }

    private void insert(List<EntryRow> entries) {
        entries.forEach(batch::insert);
        entries.forEach(this::insertMentions);
        entries.forEach(this::insertFacets);
        insertMediaReferences(entries);
        entries.stream().filter(EntryRow::hasLifetime).forEach(batch::insertExpiry);
        threads.add(entries);
        session.flush();
    }

    private void insertMentions(EntryRow row) {
        row.mentioned().forEach(uid -> batch.insertMention(row.conversationId(), uid, row.seq()));
    }

    private void insertFacets(EntryRow row) {
        row.facets().forEach(facet -> batch.insertFacet(row.conversationId(), facet, row.seq()));
    }

    private void insertMediaReferences(List<EntryRow> rows) {
        Map<Id, Id> uploaders = uploaders(rows.stream()
                .filter(row -> row.content().hasForwarded())
                .flatMap(row -> row.mediaIds().stream())
                .collect(Collectors.toSet()));
        rows.forEach(row -> insertMediaReferences(row, row.mediaIds(), uploaders));
    }

    /** @param uploaders of the media that somebody else than the sender may have uploaded */
    private void insertMediaReferences(EntryRow row, Set<Id> media, Map<Id, Id> uploaders) {
        media.forEach(id -> batch.insertMediaReference(id, uploaders.getOrDefault(id, row.senderUid()), row.ref()));
    }

    private Map<Id, Id> uploaders(Set<Id> copied) {
        return copied.isEmpty()
                ? Map.of()
                : mediaReferences.findUploaders(copied).stream()
                        .collect(Collectors.toMap(MediaUploader::mediaId, MediaUploader::uploaderUid));
    }

    @Override
    public void writeCombined(EntryRow message, List<CombinedRow> contained) {
        contained.forEach(row -> batch.insertCombined(message.ref(), row));
        Set<Id> media = contained.stream()
                .flatMap(row -> EntryRow.mediaIdsIn(row.content()).stream())
                .collect(Collectors.toSet());
        insertMediaReferences(message, media, uploaders(media));
        session.flush();
    }

    /** Locks the entries first: while it waits for somebody who copies one of them, it holds no lock that they may wait for. */
    private void erase(Collection<EntryRef> entries) {
        erasures.emptyContent(entries, EntryKind.with(EntryKind.Trait.IS_ERASABLE));
        erasures.deleteMediaReferences(entries);
        erasures.deleteFacets(entries);
        erasures.deleteCombined(entries);
        erasures.deleteVersions(entries);
        erasures.deleteReactions(entries);
        erasures.clearReactionCounts(entries);
        erasures.endExpiry(entries);
        threads.remove(entries);
    }

    @Override
    public List<ReactionOutcome> react(List<Reaction> wanted) {
        return inTransaction(() -> reactions.apply(wanted));
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }

    @Override
    public List<LastMessage> lastMessages(Collection<Author> authors) {
        return mapper.findLastMessages(authors, EntryKind.SAID);
    }

    @Override
    public List<EntryRow> stored(Collection<EntryKey> keys) {
        return keys.isEmpty() ? List.of() : mapper.findByKeys(keys);
    }

    @Override
    public List<EntryRow> after(Id conversation, long seq) {
        return mapper.findAfter(conversation, seq, IN_DOUBT_MAX);
    }
}
