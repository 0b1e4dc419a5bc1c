package io.waggle.kit.idempotency;

import com.google.protobuf.ByteString;
import io.waggle.kit.idempotency.IdempotencyStore.Replay;
import io.waggle.kit.idempotency.IdempotencyStore.Run;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdempotencyStoreTest {

    private static final KeyedRequest REQUEST = request("aa");
    private static final KeyedRequest OTHER = request("bb");
    private static final ByteString BODY = ByteString.copyFromUtf8("{\"secret\":\"wgd_secret\"}");

    private final SettableClock clock = new SettableClock();
    private final FakeIdempotencyMapper table = new FakeIdempotencyMapper();
    private final IdempotencyStore store = new IdempotencyStore(table, clock, new SecureRandom());

    @Test
    void begin_first_runs() {
        assertThat(store.begin(REQUEST)).isInstanceOf(Run.class);
    }

    @Test
    void begin_afterAnswer_replays() {
        store.complete((Run) store.begin(REQUEST), 201, "/v1/groups/x", BODY);

        assertThat(store.begin(REQUEST)).isEqualTo(new Replay(201, "/v1/groups/x", BODY));
    }

    @Test
    void complete_answer_isNotReadableInTheTable() {
        store.complete((Run) store.begin(REQUEST), 201, null, BODY);

        assertThat(table.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.toString()).doesNotContain("secret"))
                .satisfies(row -> assertThat(Objects.requireNonNull(row.body()).toStringUtf8())
                        .doesNotContain("secret"));
    }

    @Test
    void complete_twiceTheSameAnswer_isSealedAnew() {
        KeyedRequest same = request("aa");

        assertThat(SealedAnswer.seal(REQUEST.answerKey(), BODY, new SecureRandom()))
                .isNotEqualTo(SealedAnswer.seal(same.answerKey(), BODY, new SecureRandom()));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void begin_afterAFailureThatPasses_runsAgain(int status) {
        store.complete((Run) store.begin(REQUEST), status, null, BODY);

        assertThat(store.begin(REQUEST)).isInstanceOf(Run.class);
    }

    @Test
    void begin_otherRequestUnderTheKey_conflict() {
        store.complete((Run) store.begin(REQUEST), 201, null, BODY);

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
        store.complete(slow, 201, null, ByteString.copyFromUtf8("slow"));
        store.complete(second, 201, null, ByteString.copyFromUtf8("second"));

        assertThat(store.begin(REQUEST)).isEqualTo(new Replay(201, null, ByteString.copyFromUtf8("second")));
    }

    @Test
    void sweep_afterADay_forgets() {
        store.complete((Run) store.begin(REQUEST), 201, null, BODY);
        clock.advance(IdempotencyStore.LIFE.plus(Duration.ofMillis(1)));
        store.sweep();

        assertThat(store.begin(OTHER)).isInstanceOf(Run.class);
    }

    private static KeyedRequest request(String body) {
        return KeyedRequest.of(new Id(1), "k", "POST /v1/devices", body.getBytes(UTF_8));
    }

    private static void assertRefused(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }
}
