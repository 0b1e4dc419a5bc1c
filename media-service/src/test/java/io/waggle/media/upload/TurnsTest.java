package io.waggle.media.upload;

import io.waggle.media.upload.Turns.Turn;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TurnsTest {

    private static final Id ALICE = new Id(1);
    private static final Id BOB = new Id(2);

    private final Turns turns = new Turns(Duration.ofMillis(1));

    @Test
    void await_manyOfOneUser_othersGetIn() {
        Turn first = turns.await(ALICE, new Id(11));
        turns.await(ALICE, new Id(12));
        assertOverloaded(ALICE, new Id(13));

        turns.await(BOB, new Id(14)).release();

        first.release();
        turns.await(ALICE, new Id(13)).release();
    }

    @Test
    void await_sameUploadTwice_oneAfterTheOther() {
        Turn first = turns.await(ALICE, new Id(11));
        assertOverloaded(ALICE, new Id(11));

        first.release();

        turns.await(ALICE, new Id(11)).release();
    }

    @Test
    void await_allTaken_toldToComeAgain_untilOneIsBack() {
        List<Turn> taken = LongStream.range(0, 8)
                .mapToObj(user -> turns.await(new Id(100 + user), new Id(200 + user)))
                .toList();
        for (int i = 0; i < 3; i++) {
            assertOverloaded(ALICE, new Id(11));
        }

        taken.getFirst().release();

        turns.await(ALICE, new Id(11)).release();
    }

    private void assertOverloaded(Id user, Id upload) {
        assertThatThrownBy(() -> turns.await(user, upload).release())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.OVERLOADED));
    }
}
