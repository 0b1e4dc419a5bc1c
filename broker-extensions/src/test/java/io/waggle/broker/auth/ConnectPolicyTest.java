package io.waggle.broker.auth;

import com.google.protobuf.ByteString;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.auth.Admission.Admitted;
import io.waggle.broker.auth.Admission.Denied;
import io.waggle.broker.delivery.Delivery;
import io.waggle.broker.delivery.RecordingDownlink;
import io.waggle.fabric.InProcessFabric;
import io.waggle.fabric.token.SigningKeys;
import io.waggle.fabric.token.TokenVerifier;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.ConnectReply;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Decisions about more devices at once than the number of requests that may run. */
class ConnectPolicyTest {

    private static final int DEVICES = 1_000;
    private static final int MOST_AT_ONCE = 32;

    private final InProcessFabric fabric = new InProcessFabric();
    private final ScriptedService service = new ScriptedService(fabric, "").start();
    private final ConnectPolicy connectPolicy = new ConnectPolicy(
            new TokenVerifier(new SigningKeys(fabric, Clock.systemUTC()), Clock.systemUTC()),
            fabric,
            new Delivery(fabric, new RecordingDownlink()),
            new AtomicLong()::incrementAndGet);
    private final Deque<CompletableFuture<ConnectReply>> asked = new ArrayDeque<>();

    ConnectPolicyTest() {
        service.onConnect = request -> {
            CompletableFuture<ConnectReply> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        };
    }

    @Test
    void decide_thousandAtOnce_areAskedInTurnAndAllAdmitted() {
        List<CompletionStage<Admission>> coming = new ArrayList<>();
        for (int i = 1; i <= DEVICES; i++) {
            coming.add(come(i, () -> true));
        }
        assertThat(asked).hasSize(MOST_AT_ONCE);

        while (!asked.isEmpty()) {
            assertThat(asked).hasSizeLessThanOrEqualTo(MOST_AT_ONCE);
            asked.remove().complete(admitted());
        }

        assertThat(coming).allSatisfy(one -> assertThat(one).isCompletedWithValueMatching(Admitted.class::isInstance));
    }

    /** A device with a secret needs two requests. The second one does not wait behind the devices that came after it. */
    @Test
    void decide_needsASecondRequest_goesToTheFrontOfTheQueue() {
        CompletionStage<Admission> first = come(1, () -> true);
        for (int i = 2; i <= DEVICES; i++) {
            come(i, () -> true);
        }

        asked.remove().complete(admitted());
        assertThat(asked).hasSize(MOST_AT_ONCE);
        asked.removeLast().complete(admitted());

        assertThat(first).isCompletedWithValueMatching(Admitted.class::isInstance);
    }

    @Test
    void decide_connectAlreadyTimedOut_isNotAsked() {
        for (int i = 1; i <= MOST_AT_ONCE; i++) {
            come(i, () -> true);
        }
        CompletionStage<Admission> late = come(DEVICES, () -> false);

        asked.remove().complete(ConnectReply.getDefaultInstance());

        assertThat(asked).hasSize(MOST_AT_ONCE - 1);
        assertThat(late)
                .isCompletedWithValueMatching(
                        admission -> admission instanceof Denied denied && denied.code() == ErrorCode.UNAVAILABLE);
    }

    private CompletionStage<Admission> come(int device, BooleanSupplier awaited) {
        return connectPolicy.decide(new ConnectAttempt(
                new Id(device).toString(),
                null,
                null,
                ByteString.copyFromUtf8("c"),
                List.of(),
                List.of(),
                List.of(),
                true,
                awaited));
    }

    private static ConnectReply admitted() {
        return ConnectReply.newBuilder()
                .setAdmitted(io.waggle.protocol.fabric.v1.Admitted.newBuilder()
                        .setUid(1)
                        .setUsername("alice"))
                .build();
    }
}
