package io.waggle.benchmarks.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All figures of a run, one per line, so that a program can compare two runs: {@code scenario,subject,figure,value}.
 */
public final class FigureLog {

    private static final String HEAD = "scenario,subject,figure,value";

    private final List<String> lines = new ArrayList<>(List.of(HEAD));

    /** @param figure its name with its unit: {@code ack p99 ms} */
    public void add(String scenario, String subject, String figure, double value) {
        lines.add(String.format(Locale.ROOT, "%s,%s,%s,%.3f", scenario, subject, figure, value));
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
