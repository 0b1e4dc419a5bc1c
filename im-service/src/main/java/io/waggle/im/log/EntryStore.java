package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The storage of the log as lanes use it: to write entries in batches, and to read them again when a commit is in doubt. */
interface EntryStore {

    /** The heads of the conversations that have entries. */
    List<Head> heads(Collection<Id> conversations);

    /**
     * Commits new entries, the new heads, and the erasure of older entries, in one transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException if one of the entries is already stored: nothing was committed
     * @throws RuntimeException for any other failure: it is not known whether they were committed
     */
    void write(List<EntryRow> entries, Collection<Head> newHeads, Collection<EntryRef> erased);

    /** Stores what a new combined message contains. Call it in the transaction that writes the message. */
    void writeCombined(EntryRow message, List<CombinedRow> contained);

    /**
     * Adds and removes reactions, in one transaction.
     *
     * @return the outcome of each, in their order. A reaction that is refused does not affect the others
     */
    List<ReactionOutcome> react(List<Reaction> reactions);

    /** Runs the work in one transaction. A {@link #write} or {@link #react} in the work belongs to this transaction. */
    <T> T inTransaction(Supplier<T> work);

    /** The last message of each of these senders that has written any. */
    List<LastMessage> lastMessages(Collection<Author> authors);

    /** The entries with these keys that are stored. */
    List<EntryRow> stored(Collection<EntryKey> keys);

    /** The entries that were committed after a known one: at most as many as one batch can leave in doubt. */
    List<EntryRow> after(Id conversation, long seq);
}
