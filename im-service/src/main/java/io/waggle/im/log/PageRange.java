package io.waggle.im.log;

/** The entries between two numbers, both exclusive, from one end on. */
record PageRange(long after, long before, boolean newestFirst) {

    static PageRange oldestAfter(long after) {
        return new PageRange(after, Long.MAX_VALUE, false);
    }

    static PageRange newestBefore(long before, long floor) {
        return new PageRange(floor, before, true);
    }
}
