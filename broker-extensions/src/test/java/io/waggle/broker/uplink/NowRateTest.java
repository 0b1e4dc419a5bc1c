package io.waggle.broker.uplink;

import io.waggle.broker.uplink.NowRate.Verdict;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class NowRateTest {

    private final Id did = new Id(1);
    private final SettableClock clock = new SettableClock();
    private final NowRate rate = new NowRate(clock);

    @Test
    void take_burst_passesThenRefuses() {
        assertThat(passedOf(100)).isEqualTo(NowRate.BURST);
    }

    @Test
    void take_oneSecondAfterTheBurst_passesOneSecondsRate() {
        passedOf(NowRate.BURST);
        clock.advance(Duration.ofSeconds(1));

        assertThat(passedOf(100)).isEqualTo(NowRate.PER_SECOND);
    }

    @Test
    void take_steadilyAtTheRate_alwaysPasses() {
        passedOf(NowRate.BURST);
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofMillis(1_000 / NowRate.PER_SECOND));

            assertThat(rate.take(did)).isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void take_afterALongPause_passesNoMoreThanTheBurst() {
        passedOf(NowRate.BURST);
        clock.advance(Duration.ofHours(1));

        assertThat(passedOf(100)).isEqualTo(NowRate.BURST);
    }

    @Test
    void take_clockSetBack_addsNothing() {
        passedOf(NowRate.BURST);
        clock.advance(Duration.ofHours(-1));

        assertThat(rate.take(did)).isNotEqualTo(Verdict.PASS);
    }

    @Test
    void take_refusedManyTimes_notifiesOnceASecond() {
        passedOf(NowRate.BURST);

        assertThat(rate.take(did)).isEqualTo(Verdict.REFUSE);
        assertThat(rate.take(did)).isEqualTo(Verdict.REFUSE_QUIETLY);
        clock.advance(Duration.ofSeconds(1));
        passedOf(NowRate.PER_SECOND);
        assertThat(rate.take(did)).isEqualTo(Verdict.REFUSE);
        assertThat(rate.take(did)).isEqualTo(Verdict.REFUSE_QUIETLY);
    }

    @Test
    void take_otherDevice_hasItsOwnBucket() {
        passedOf(NowRate.BURST);

        assertThat(rate.take(new Id(2))).isEqualTo(Verdict.PASS);
    }

    @Test
    void take_fullBuckets_areForgotten() {
        IntStream.range(0, 1_000).forEach(i -> rate.take(new Id(i)));
        clock.advance(NowRate.FILLING);
        rate.take(did);

        assertThat(rate.size()).isEqualTo(1);
    }

    private long passedOf(int count) {
        return IntStream.range(0, count)
                .filter(i -> rate.take(did) == Verdict.PASS)
                .count();
    }
}
