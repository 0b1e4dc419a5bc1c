package io.waggle.benchmarks.soak;

import java.util.List;

/**
 * A straight line through samples, by least squares.
 *
 * @param perHour its slope, in bytes
 * @param uncertainty the slope's standard error
 * @param mean the samples' mean
 * @param hours from the first sample to the last
 */
record Trend(double perHour, double uncertainty, double mean, double hours, int samples) {

    /** With fewer samples, a line is meaningless. */
    private static final int FEWEST = 5;

    private static final double MINUTES_PER_HOUR = 60;
    private static final double MEGABYTE = 1e6;
    /** Growth of less than a fiftieth over all samples counts as flat. */
    private static final double NEGLIGIBLE = 0.02;

    enum Verdict {
        FLAT,
        GROWS,
        TOO_SHORT
    }

    /** Returns the trend of the heap after a collection. */
    static Trend ofLiveHeap(List<Sample> samples) {
        int n = samples.size();
        double meanX = samples.stream().mapToDouble(Trend::hours).average().orElse(0);
        double meanY = samples.stream().mapToDouble(Sample::live).average().orElse(0);
        double xx = 0;
        double xy = 0;
        for (Sample sample : samples) {
            double x = hours(sample) - meanX;
            xx += x * x;
            xy += x * (sample.live() - meanY);
        }
        double slope = xx == 0 ? 0 : xy / xx;
        double rest = 0;
        for (Sample sample : samples) {
            double off = sample.live() - meanY - slope * (hours(sample) - meanX);
            rest += off * off;
        }
        double error = n > 2 && xx > 0 ? Math.sqrt(rest / (n - 2) / xx) : 0;
        double length = n == 0 ? 0 : hours(samples.getLast()) - hours(samples.getFirst());
        return new Trend(slope, error, meanY, length, n);
    }

    /** Returns that it grows if the growth is statistically significant and not negligible. */
    Verdict verdict() {
        if (samples < FEWEST) {
            return Verdict.TOO_SHORT;
        }
        boolean certain = perHour > 2 * uncertainty;
        boolean large = perHour * hours > NEGLIGIBLE * mean;
        return certain && large ? Verdict.GROWS : Verdict.FLAT;
    }

    String sentence() {
        String what = switch (verdict()) {
            case FLAT -> "is flat";
            case GROWS -> "GROWS";
            case TOO_SHORT -> "has too few samples";
        };
        return "heap after collection, second half: %+.2f MB an hour (± %.2f) at %.1f MB, over %.0f minutes: it %s"
                .formatted(
                        perHour / MEGABYTE,
                        2 * uncertainty / MEGABYTE,
                        mean / MEGABYTE,
                        hours * MINUTES_PER_HOUR,
                        what);
    }

    private static double hours(Sample sample) {
        return sample.minute() / MINUTES_PER_HOUR;
    }
}
