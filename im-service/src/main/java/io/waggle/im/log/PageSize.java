package io.waggle.im.log;

import java.util.List;
import java.util.function.ToIntFunction;

/** Limits the size of a page, so that it fits into one answer over MQTT. */
final class PageSize {

    /** The largest total content of a page: JSON may turn one byte into six. */
    static final int BYTES = 80 * 1024;

    private PageSize() {}

    /** The first rows that fit, and as many as are wanted in any case. */
    static <T> List<T> fitting(List<T> rows, int count, int maxBytes, int wanted, ToIntFunction<T> size) {
        int taken = 0;
        int bytes = 0;
        for (T row : rows.subList(0, Math.min(count, rows.size()))) {
            bytes += size.applyAsInt(row);
            if (taken >= wanted && bytes > maxBytes) {
                break;
            }
            taken++;
        }
        return rows.subList(0, taken);
    }
}
