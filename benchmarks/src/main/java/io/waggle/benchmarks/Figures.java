package io.waggle.benchmarks;

import io.waggle.benchmarks.Server.Cpu;
import org.HdrHistogram.Histogram;

/**
 * What one measured part of a run came to.
 *
 * @param cpuMicros processor time of the server, database included, per message or delivery
 * @param databaseMicros the database's share of it
 */
record Figures(double perSecond, double p50Millis, double p99Millis, double cpuMicros, double databaseMicros) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MICROS_PER_SECOND = 1e6;

    /** @param units messages or deliveries, whichever the processor time is divided by */
    static Figures of(long messages, long units, double seconds, Cpu cpu, Histogram latency) {
        return new Figures(
                messages / seconds,
                latency.getValueAtPercentile(50) / NANOS_PER_MILLI,
                latency.getValueAtPercentile(99) / NANOS_PER_MILLI,
                cpu.total() * MICROS_PER_SECOND / units,
                cpu.children() * MICROS_PER_SECOND / units);
    }
}
