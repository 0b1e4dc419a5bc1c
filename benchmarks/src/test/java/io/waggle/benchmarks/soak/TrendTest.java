package io.waggle.benchmarks.soak;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrendTest {

    private static final long MEGABYTE = 1_000_000;

    @Test
    void ofLiveHeap_noisyLine_hasItsSlope() {
        Trend trend = Trend.ofLiveHeap(samples(31, minute -> (100 + minute) * MEGABYTE + noise(minute)));

        assertThat(trend.perHour() / MEGABYTE).isCloseTo(60, within(2.0));
        assertThat(trend.verdict()).isEqualTo(Trend.Verdict.GROWS);
        assertThat(trend.sentence()).contains("GROWS");
    }

    @Test
    void verdict_onlyNoise_isFlat() {
        assertThat(Trend.ofLiveHeap(samples(31, minute -> 100 * MEGABYTE + noise(minute)))
                        .verdict())
                .isEqualTo(Trend.Verdict.FLAT);
    }

    @Test
    void verdict_fewSamples_isTooShort() {
        assertThat(Trend.ofLiveHeap(samples(3, minute -> minute * MEGABYTE)).verdict())
                .isEqualTo(Trend.Verdict.TOO_SHORT);
        assertThat(Trend.ofLiveHeap(List.of()).verdict()).isEqualTo(Trend.Verdict.TOO_SHORT);
    }

    private static List<Sample> samples(int count, IntToLongFunction live) {
        return IntStream.range(0, count)
                .mapToObj(minute -> new Sample(minute, live.applyAsLong(minute), 0, 0, 0, 0, 0, 0, 0, 0))
                .toList();
    }

    /** Alternates between half a megabyte more and half a megabyte less. */
    private static long noise(int minute) {
        return minute % 2 == 0 ? MEGABYTE / 2 : -MEGABYTE / 2;
    }
}
