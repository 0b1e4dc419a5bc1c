package io.waggle.im.message;

import io.waggle.im.conversation.Conversation;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class MessageRateTest {

    private static final int PER_SECOND = 10;
    private static final int BURST = 25;
    private static final Id ANN = new Id(1);
    private static final Id BEN = new Id(2);
    private static final Conversation HERE = new Conversation.Group(new Id(100));
    private static final Conversation THERE = new Conversation.Group(new Id(200));

    private final SettableClock clock = new SettableClock();
    private final MessageRate rate = new MessageRate(new RateProperties(PER_SECOND, BURST), clock);

    @Test
    void take_burst_passesThenRefuses() {
        assertThat(passedOf(100)).isEqualTo(BURST);
    }

    @Test
    void take_otherUserOrOtherConversation_hasItsOwnRate() {
        passedOf(100);

        assertThat(rate.take(BEN, HERE)).isTrue();
        assertThat(rate.take(ANN, THERE)).isTrue();
    }

    @Test
    void take_steadilyAtTheRate_alwaysPasses() {
        passedOf(BURST);
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofMillis(1_000 / PER_SECOND));

            assertThat(rate.take(ANN, HERE)).isTrue();
        }
    }

    @Test
    void take_afterALongPause_passesNoMoreThanTheBurst() {
        passedOf(BURST);
        clock.advance(Duration.ofHours(1));

        assertThat(passedOf(100)).isEqualTo(BURST);
    }

    @Test
    void take_clockSetBack_neitherAddsNorBlocks() {
        passedOf(BURST);
        clock.advance(Duration.ofHours(-1));
        assertThat(rate.take(ANN, HERE)).isFalse();

        clock.advance(Duration.ofMillis(100));

        assertThat(rate.take(ANN, HERE)).isTrue();
    }

    @Test
    void require_tooOften_saysWhenToTryAgain() {
        passedOf(BURST);

        Refused refused = catchThrowableOfType(Refused.class, () -> rate.require(ANN, HERE));

        assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(refused.retryAfter()).isEqualTo(1);
        assertThat(refused.detail())
                .contains("10 messages and edits a second, and 25 at once")
                .contains("in 1 s");
    }

    @Test
    void require_afterTheTimeItSaid_passes() {
        passedOf(BURST);
        Refused refused = catchThrowableOfType(Refused.class, () -> rate.require(ANN, HERE));

        clock.advance(Duration.ofSeconds(refused.retryAfter()));

        assertThatCode(() -> rate.require(ANN, HERE)).doesNotThrowAnyException();
    }

    @Test
    void take_noLimit_alwaysPasses() {
        MessageRate unlimited = new MessageRate(new RateProperties(0, 1), clock);

        assertThat(IntStream.range(0, 10_000).allMatch(i -> unlimited.take(ANN, HERE)))
                .isTrue();
    }

    private long passedOf(int messages) {
        return IntStream.range(0, messages).filter(i -> rate.take(ANN, HERE)).count();
    }
}
