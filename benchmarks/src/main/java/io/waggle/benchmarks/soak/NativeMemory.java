package io.waggle.benchmarks.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory that a virtual machine has taken from the system, by purpose, as its native memory tracking reports it.
 *
 * @param committed bytes in total
 * @param byPurpose bytes of {@code Java Heap}, {@code Thread}, {@code Other} (direct buffers) and so on
 */
record NativeMemory(long committed, Map<String, Long> byPurpose) {

    private static final Pattern TOTAL = Pattern.compile("Total: reserved=\\d+KB, committed=(\\d+)KB.*");
    private static final Pattern PURPOSE = Pattern.compile("-\\s+(.+?) \\(reserved=\\d+KB, committed=(\\d+)KB.*");
    private static final long KILOBYTE = 1_024;

    /** Parses the output of {@code jcmd VM.native_memory summary}. */
    static NativeMemory parse(List<String> lines) {
        long committed = -1;
        Map<String, Long> byPurpose = new HashMap<>();
        for (String line : lines) {
            Matcher total = TOTAL.matcher(line);
            Matcher purpose = PURPOSE.matcher(line);
            if (total.matches()) {
                committed = Long.parseLong(total.group(1)) * KILOBYTE;
            } else if (purpose.matches()) {
                byPurpose.put(purpose.group(1).strip(), Long.parseLong(purpose.group(2)) * KILOBYTE);
            }
        }
        if (committed < 0) {
            throw new IllegalStateException("no native memory tracking: " + String.join("\n", lines));
        }
        return new NativeMemory(committed, Map.copyOf(byPurpose));
    }

    long of(String purpose) {
        return byPurpose.getOrDefault(purpose, 0L);
    }
}
