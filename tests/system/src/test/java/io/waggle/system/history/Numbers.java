package io.waggle.system.history;

import java.util.List;

/** Formats numbers for a person: the first one and the count. */
final class Numbers {

    private static final int SHOWN = 5;

    private Numbers() {}

    static String of(List<Long> seqs) {
        return seqs.size() <= SHOWN
                ? seqs.toString()
                : seqs.subList(0, SHOWN) + " and " + (seqs.size() - SHOWN) + " more";
    }
}
