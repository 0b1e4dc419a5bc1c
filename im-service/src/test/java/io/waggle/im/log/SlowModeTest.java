package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.log.LaneTask.Append;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Content;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class SlowModeTest {

    private static final Conversation GROUP = new Conversation.Group(new Id(100));
    private static final Conversation OTHER = new Conversation.Group(new Id(200));
    private static final Id ANN = new Id(1);
    private static final Id BEN = new Id(2);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final FakeEntryStore store = new FakeEntryStore();
    private final SettableClock clock = new SettableClock();
    private final Lane lane = lane();

    @Test
    void process_secondWithinThePause_isRefusedWithTheTimeToWait() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        clock.advance(Duration.ofMillis(4_500));
        Append second = draft(GROUP, ANN, 2);

        lane.process(List.of(second));

        Refused refused = refusal(second);
        assertThat(refused.code()).isEqualTo(ErrorCode.SLOW_MODE);
        assertThat(refused.retryAfter()).isEqualTo(26);
        assertThat(refused.detail()).contains("one message every 30 s").contains("again in 26 s");
    }

    @Test
    void process_secondAfterThePause_isStored() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        clock.advance(PAUSE);
        Append second = draft(GROUP, ANN, 2);

        lane.process(List.of(second));

        assertThat(second.outcome().join().seq()).isEqualTo(2);
    }

    @Test
    void process_twoInOneBatch_firstIsStoredAndSecondRefused() {
        Append first = draft(GROUP, ANN, 1);
        Append second = draft(GROUP, ANN, 2);

        lane.process(List.of(first, second));

        assertThat(first.outcome().join().seq()).isEqualTo(1);
        assertThat(refusal(second).retryAfter()).isEqualTo(30);
    }

    @Test
    void process_othersAndElsewhere_doNotWait() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        List<Append> drafts = List.of(draft(GROUP, BEN, 1), draft(OTHER, ANN, 1));

        lane.process(drafts);

        assertThat(drafts).allSatisfy(draft -> assertThat(draft.outcome()).isCompleted());
    }

    @Test
    void process_admin_doesNotWait() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        Append second = draft(GROUP, ANN, 2, Duration.ZERO);

        lane.process(List.of(second));

        assertThat(second.outcome()).isCompleted();
    }

    @Test
    void process_sentAgain_isAnsweredAsTheFirstTime() {
        Append first = draft(GROUP, ANN, 1);
        Append twin = draft(GROUP, ANN, 1);
        lane.process(List.of(first, twin));
        Append again = draft(GROUP, ANN, 1);

        lane.process(List.of(again));

        assertThat(twin.outcome().join()).isEqualTo(first.outcome().join());
        assertThat(again.outcome().join()).isEqualTo(first.outcome().join());
        assertThat(store.rows).hasSize(1);
    }

    @Test
    void process_afterARestart_knowsTheLastMessage() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        Append second = draft(GROUP, ANN, 2);

        lane().process(List.of(second));

        assertThat(refusal(second).code()).isEqualTo(ErrorCode.SLOW_MODE);
    }

    private Lane lane() {
        return new Lane(
                store,
                new ChangeWriter(store, clock, new SecureRandom()),
                new CopyWriter(store, clock),
                new CommitPort(List.of()),
                new ChangeClock(),
                clock);
    }

    private static Append draft(Conversation conversation, Id sender, int clientId) {
        return draft(conversation, sender, clientId, PAUSE);
    }

    private static Append draft(Conversation conversation, Id sender, int clientId, Duration pause) {
        byte[] id = new byte[16];
        id[15] = (byte) clientId;
        Draft draft = new Draft(
                sender,
                Draft.NO_DEVICE,
                ByteString.copyFrom(id),
                new EntryBody.Said(Content.newBuilder().setText("hi").build()),
                Lifetime.UNLIMITED);
        return new Append(
                new Permit(draft.sender(), conversation, 0).withPause(pause), draft, new CompletableFuture<>());
    }

    private static Refused refusal(Append append) {
        return (Refused) append.outcome().exceptionNow();
    }
}
