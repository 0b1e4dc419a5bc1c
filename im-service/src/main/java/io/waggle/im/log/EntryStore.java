package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The log as a lane sees it: it writes entries together, and reads them again when a commit is in doubt. */
interface EntryStore {

    /** The heads of those conversations that have entries. */
    List<Head> heads(Collection<Id> conversations);

    /**
     * Commits new entries, the heads they make, and the erasure of older entries: all or nothing.
     *
     * @throws org.springframework.dao.DuplicateKeyException if one of the entries is stored already: nothing was committed
     * @throws RuntimeException otherwise: it is not known whether they were committed
     */
    void write(List<EntryRow> entries, Collection<Head> newHeads, Collection<EntryRef> erased);

    /** Runs the work in one transaction. A {@link #write} within it is a part of it. */
    <T> T together(Supplier<T> work);

    /** Those of the entries that are stored. */
    List<EntryRow> stored(Collection<EntryKey> keys);

    /** The entries that were committed behind a known one; never more than one batch can have left in doubt. */
    List<EntryRow> after(Id conversation, long seq);
}
