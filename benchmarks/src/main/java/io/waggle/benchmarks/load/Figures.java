package io.waggle.benchmarks.load;

import io.waggle.benchmarks.environment.FigureLog;
import io.waggle.benchmarks.environment.Server.Cpu;
import org.HdrHistogram.Histogram;

/**
 * The results of one measured part of a run.
 *
 * @param cpuMicros processor time of the server and its database, per message or delivery
 * @param databaseMicros the database's part of it
 */
record Figures(double perSecond, double p50Millis, double p99Millis, double cpuMicros, double databaseMicros) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MICROS_PER_SECOND = 1e6;

    /** @param units the number of messages or deliveries by which the processor time is divided */
    static Figures of(long messages, long units, double seconds, Cpu cpu, Histogram latency) {
        return new Figures(
                messages / seconds,
                latency.getValueAtPercentile(50) / NANOS_PER_MILLI,
                latency.getValueAtPercentile(99) / NANOS_PER_MILLI,
                cpu.total() * MICROS_PER_SECOND / units,
                cpu.children() * MICROS_PER_SECOND / units);
    }

    String line(String target, String unit) {
        return "  %-16s %7.0f messages/s   ack p50 %7.2f ms, p99 %7.2f ms   %6.1f µs of processor per %s (database %.1f)"
                .formatted(target, perSecond, p50Millis, p99Millis, cpuMicros, unit, databaseMicros);
    }

    void log(FigureLog figures, String scenario, String target) {
        figures.add(scenario, target, "messages per s", perSecond);
        figures.add(scenario, target, "ack p50 ms", p50Millis);
        figures.add(scenario, target, "ack p99 ms", p99Millis);
        figures.add(scenario, target, "cpu µs", cpuMicros);
        figures.add(scenario, target, "database µs", databaseMicros);
    }
}
