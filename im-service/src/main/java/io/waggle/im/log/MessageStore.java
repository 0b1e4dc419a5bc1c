package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The log as a lane sees it: entries are added together, and read again when their fate is in doubt. */
interface MessageStore {

    /** The heads of those conversations in which something has been said. */
    List<Head> heads(Collection<Id> conversations);

    /**
     * Commits all entries and the heads they make, or nothing.
     *
     * @throws org.springframework.dao.DuplicateKeyException if one of them is stored already: nothing was committed
     * @throws RuntimeException otherwise: it is not known whether they were committed
     */
    void append(List<MessageRow> entries, Collection<Head> newHeads);

    /** Does something in one transaction, of which an {@link #append} within it is a part. */
    <T> T together(Supplier<T> work);

    /** Those of the messages that are stored. */
    List<MessageRow> stored(Collection<MessageKey> keys);

    /** Entries that were committed behind one that is known; never more than one batch can have left in doubt. */
    List<MessageRow> after(Id conversation, long seq);
}
