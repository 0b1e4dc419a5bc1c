package io.waggle.system.history;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Entries by conversation and number. */
final class EntrySet {

    private final Map<String, BitSet> entries = new HashMap<>();

    void add(String conversation, long from, long to) {
        entries.computeIfAbsent(conversation, id -> new BitSet()).set((int) from, (int) to + 1);
    }

    boolean has(String conversation, long seq) {
        BitSet seqs = entries.get(conversation);
        return seqs != null && seqs.get((int) seq);
    }

    /** Returns the highest number; 0 if there is none. */
    long last(String conversation) {
        BitSet seqs = entries.get(conversation);
        return seqs == null ? 0 : Math.max(0, seqs.length() - 1);
    }
}
