package io.waggle.benchmarks.soak;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The live objects in a heap after a full collection, by class.
 *
 * @param bytes their total size, without dead objects that only fill gaps
 */
record ClassHistogram(long bytes, Map<String, Entry> classes) {

    /** {@code   12:   4711   113064  java.lang.String (java.base@25)}. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    private static final Pattern TOTAL = Pattern.compile("Total\\s+(\\d+)\\s+(\\d+)");
    /** The class that a collector puts in the place of small garbage objects that it does not compact. */
    private static final String FILLER = "jdk.internal.vm.Filler";

    private static final double MEGABYTE = 1e6;

    record Entry(long instances, long bytes) {

        Entry plus(Entry other) {
            return new Entry(instances + other.instances, bytes + other.bytes);
        }
    }

    /** Parses the output of {@code jcmd GC.class_histogram}. */
    static ClassHistogram parse(List<String> lines) {
        Map<String, Entry> classes = new HashMap<>();
        long filler = 0;
        for (String line : lines) {
            Matcher total = TOTAL.matcher(line);
            Matcher entry = LINE.matcher(line);
            if (total.matches()) {
                return new ClassHistogram(Long.parseLong(total.group(2)) - filler, Map.copyOf(classes));
            } else if (entry.matches() && entry.group(3).contains(FILLER)) {
                filler += Long.parseLong(entry.group(2));
            } else if (entry.matches()) {
                Entry one = new Entry(Long.parseLong(entry.group(1)), Long.parseLong(entry.group(2)));
                classes.merge(family(entry.group(3)), one, Entry::plus);
            }
        }
        throw new IllegalStateException("no histogram: " + String.join("\n", lines));
    }

    /** Returns the chosen classes that have grown the most, one line each. */
    List<String> growthSince(ClassHistogram before, Predicate<String> chosen, int most) {
        return classes.entrySet().stream()
                .filter(entry -> chosen.test(entry.getKey()))
                .map(entry -> growth(entry.getKey(), before.classes.getOrDefault(entry.getKey(), new Entry(0, 0))))
                .filter(growth -> growth.bytes > 0)
                .sorted(Comparator.comparingLong(Growth::bytes).reversed())
                .limit(most)
                .map(growth -> "  %+9.3f MB %+9d  %s".formatted(growth.bytes / MEGABYTE, growth.instances, growth.name))
                .toList();
    }

    private Growth growth(String name, Entry before) {
        Entry now = classes.getOrDefault(name, new Entry(0, 0));
        return new Growth(name, now.instances - before.instances, now.bytes - before.bytes);
    }

    private record Growth(String name, long instances, long bytes) {}

    /**
     * Returns the class name without addresses, which lambdas and hidden classes have in their names and which differ from run
     * to run.
     */
    private static String family(String name) {
        return name.replaceAll("0x[0-9a-f]+", "").replaceAll("/.*", "");
    }
}
