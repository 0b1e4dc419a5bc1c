package io.waggle.im.http;

import io.waggle.im.http.IdempotencyStore.Replay;
import io.waggle.im.http.IdempotencyStore.Run;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdempotencyStoreTest {

    private static final RequestFingerprint REQUEST = new RequestFingerprint(new Id(1), "k", "aa");
    private static final RequestFingerprint OTHER = new RequestFingerprint(new Id(1), "k", "bb");

    private final SettableClock clock = new SettableClock();
    private final IdempotencyStore store = new IdempotencyStore(new FakeIdempotencyMapper(), clock);

    @Test
    void begin_first_runs() {
        assertThat(store.begin(REQUEST)).isInstanceOf(Run.class);
    }

    @Test
    void begin_afterAnswer_replays() {
        store.complete((Run) store.begin(REQUEST), 201, "/v1/groups/x", "{}");

        assertThat(store.begin(REQUEST)).isEqualTo(new Replay(201, "/v1/groups/x", "{}"));
    }

    @Test
    void begin_otherRequestUnderTheKey_conflict() {
        store.complete((Run) store.begin(REQUEST), 201, null, "{}");

        assertRefused(() -> store.begin(OTHER), ErrorCode.IDEMPOTENCY_CONFLICT);
    }

    @Test
    void begin_whileRunning_conflictThatPasses() {
        store.begin(REQUEST);

        assertRefused(() -> store.begin(REQUEST), ErrorCode.STILL_RUNNING);
    }

    @Test
    void begin_afterGivingUp_runsAgain() {
        store.giveUp((Run) store.begin(REQUEST));

        assertThat(store.begin(REQUEST)).isInstanceOf(Run.class);
    }

    @Test
    void begin_firstDied_takenOverAfterAMinuteOnce() {
        store.begin(REQUEST);
        clock.advance(IdempotencyStore.PATIENCE.plusMillis(1));

        assertThat(store.begin(REQUEST)).isInstanceOf(Run.class);
        assertRefused(() -> store.begin(REQUEST), ErrorCode.STILL_RUNNING);
    }

    @Test
    void complete_afterBeingTakenOver_changesNothing() {
        Run slow = (Run) store.begin(REQUEST);
        clock.advance(IdempotencyStore.PATIENCE.plusMillis(1));
        Run second = (Run) store.begin(REQUEST);
        store.complete(slow, 201, null, "slow");
        store.complete(second, 201, null, "second");

        assertThat(store.begin(REQUEST)).isEqualTo(new Replay(201, null, "second"));
    }

    @Test
    void sweep_afterADay_forgets() {
        store.complete((Run) store.begin(REQUEST), 201, null, "{}");
        clock.advance(IdempotencyStore.LIFE.plus(Duration.ofMillis(1)));
        store.sweep();

        assertThat(store.begin(OTHER)).isInstanceOf(Run.class);
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
