package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.util.Collection;
import java.util.List;

/** Reads the messages that are copied into another conversation. */
@Service
public class CopySources {

    private final CombinedMapper mapper;
    private final Amendments entries;

    CopySources(CombinedMapper mapper, Amendments entries) {
        this.mapper = mapper;
        this.entries = entries;
    }

    /**
     * The messages as they are now. Those that do not exist are left out.
     *
     * <p>Call it first in {@link CopyWork}. A recall or an edit of one of the messages waits until the copies are committed; or
     * this call waits for it, and sees what it has left.
     */
    public List<StoredEntry> lock(Id conversation, Collection<Long> seqs) {
        // The first read of the transaction that locks nothing decides what the transaction sees, so it comes second.
        mapper.lock(refs(conversation, seqs));
        return entries.find(conversation, seqs);
    }

    /** All messages that a combined message contains, in order of their numbers. */
    public List<CombinedRow> containedIn(EntryRef combined) {
        return mapper.findAll(combined);
    }

    private static List<EntryRef> refs(Id conversation, Collection<Long> seqs) {
        return seqs.stream().map(seq -> new EntryRef(conversation, seq)).toList();
    }
}
