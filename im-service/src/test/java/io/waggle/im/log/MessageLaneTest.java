package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.fabric.InProcessFabric;
import io.waggle.fabric.Subjects;
import io.waggle.im.Envelopes;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.live.Live;
import io.waggle.im.log.AppendOutcome.Committed;
import io.waggle.im.log.AppendOutcome.Rejected;
import io.waggle.im.log.FakeMessageStore.Failure;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class MessageLaneTest {

    private static final Conversation GROUP = new Conversation.Group(new Id(100));
    private static final Conversation OTHER = new Conversation.Group(new Id(200));
    private static final Id ANN = new Id(1);
    private static final Id BEN = new Id(2);
    private static final Change LEFT =
            Change.newBuilder().setLeft(Change.Left.getDefaultInstance()).build();
    private static final Content HI = Content.newBuilder().setText("hi").build();

    private final FakeMessageStore store = new FakeMessageStore();
    private final InProcessFabric fabric = new InProcessFabric();
    private final List<Long> announced = new ArrayList<>();
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);
    private final Moments moments = new Moments();
    private final MessageLane lane = new MessageLane(
            store, new ChangeWriter(store, clock), new Announcer(new Live(fabric), clock), moments, clock);

    @BeforeEach
    void listen() {
        fabric.listen(Subjects.group(GROUP.id()), body -> announced.add(seqOf(body)));
    }

    @Test
    void process_aBatch_numbersEachConversationFromOneInOneCommit() {
        List<Draft> drafts = List.of(draft(GROUP, ANN, 1), draft(OTHER, ANN, 2), draft(GROUP, BEN, 1));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(1L, 1L, 2L);
        assertThat(store.commits).isEqualTo(1);
        assertThat(announced).containsExactly(1L, 2L);
    }

    @Test
    void process_nextBatch_goesOnWhereTheLastOneEnded() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        List<Draft> next = List.of(draft(GROUP, ANN, 2));

        lane.process(next);

        assertThat(seqs(next)).containsExactly(2L);
    }

    @Test
    void process_sentAgain_answersTheFirstNumberAndCommitsTheRest() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        List<Draft> drafts = List.of(draft(GROUP, ANN, 2), draft(GROUP, ANN, 1), draft(GROUP, BEN, 1));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(2L, 1L, 3L);
        assertThat(store.rows).hasSize(3);
        assertThat(announced).containsExactly(1L, 2L, 3L);
    }

    @Test
    void process_twiceInOneBatch_isStoredOnceAndAnsweredTwice() {
        List<Draft> drafts = List.of(draft(GROUP, ANN, 1), draft(GROUP, ANN, 1), draft(GROUP, ANN, 2));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(1L, 1L, 2L);
        assertThat(announced).containsExactly(1L, 2L);
    }

    @Test
    void process_sameIdOfAnotherSender_isAnotherMessage() {
        List<Draft> drafts = List.of(draft(GROUP, ANN, 1), draft(GROUP, BEN, 1));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(1L, 2L);
    }

    @Test
    void process_failsBeforeTheCommit_sendersAreToldToTryAgainAndNumbersStayGapless() {
        store.failNext(Failure.BEFORE_COMMIT);
        List<Draft> failed = List.of(draft(GROUP, ANN, 1));
        lane.process(failed);
        List<Draft> again = List.of(draft(GROUP, ANN, 1));

        lane.process(again);

        assertThat(failed.getFirst().outcome().join()).isEqualTo(Rejected.of(ErrorCode.UNAVAILABLE));
        assertThat(seqs(again)).containsExactly(1L);
        assertThat(announced).containsExactly(1L);
    }

    @Test
    void process_failsAfterTheCommit_entriesAreAnnouncedOnceBeforeAnythingNew() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        store.failNext(Failure.AFTER_COMMIT);
        lane.process(List.of(draft(GROUP, ANN, 2), draft(GROUP, ANN, 3)));
        assertThat(announced).containsExactly(1L);
        List<Draft> next = List.of(draft(GROUP, BEN, 1), draft(GROUP, ANN, 2));

        lane.process(next);

        assertThat(seqs(next)).containsExactly(4L, 2L);
        assertThat(announced).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void settleDoubts_whenNothingNewComes_announcesWhatWasCommitted() {
        store.failNext(Failure.AFTER_COMMIT);
        lane.process(List.of(draft(GROUP, ANN, 1)));
        assertThat(lane.inDoubt()).isTrue();

        lane.settleDoubts();

        assertThat(lane.inDoubt()).isFalse();
        assertThat(announced).containsExactly(1L);
    }

    @Test
    void process_databaseStaysAwayWhileInDoubt_nothingIsForgotten() {
        store.failNext(Failure.AFTER_COMMIT);
        lane.process(List.of(draft(GROUP, ANN, 1)));
        store.failNext(Failure.AWAY);
        List<Draft> refused = List.of(draft(OTHER, ANN, 2));
        lane.process(refused);
        store.failNext(Failure.NONE);
        List<Draft> next = List.of(draft(OTHER, ANN, 2));

        lane.process(next);

        assertThat(refused.getFirst().outcome().join()).isEqualTo(Rejected.of(ErrorCode.UNAVAILABLE));
        assertThat(seqs(next)).containsExactly(1L);
        assertThat(announced).containsExactly(1L);
    }

    @Test
    void process_commitThatCameThroughLate_isAnnouncedAndNotOverwritten() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        store.writeBehindTheLanesBack(new MessageRow(
                GROUP.id(), 2, 2, BEN, new Id(22), clientId(9), EntryKind.MESSAGE, HI, 1_000, null, null));
        List<Draft> next = List.of(draft(GROUP, ANN, 2));

        lane.process(next);

        assertThat(seqs(next)).containsExactly(3L);
        assertThat(announced).containsExactly(1L, 2L, 3L);
    }

    @Test
    void process_anotherLaneStoresTheSameMeanwhile_looksAgainAndCommitsTheRest() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        store.afterNextLookup(() -> store.writeBehindTheLanesBack(new MessageRow(
                OTHER.id(), 1, 1, BEN, new Id(22), clientId(9), EntryKind.MESSAGE, HI, 1_000, null, null)));
        List<Draft> drafts = List.of(draft(GROUP, ANN, 1), draft(GROUP, BEN, 9), draft(GROUP, ANN, 2));

        lane.process(drafts);

        assertThat(drafts.get(1).outcome().join()).isEqualTo(new Committed(OTHER.id(), 1, 1_000));
        assertThat(seqs(drafts)).containsExactly(1L, 1L, 2L);
        assertThat(announced).containsExactly(1L, 2L);
    }

    @Test
    void process_aChangeBetweenMessages_standsBetweenThem() {
        Draft before = draft(GROUP, ANN, 1);
        ChangeTask<String> change = change(() -> Changed.of("done", LEFT));
        Draft after = draft(OTHER, ANN, 2);

        lane.process(List.of(before, change, after));

        assertThat(change.outcome().join()).isEqualTo("done");
        assertThat(seqs(List.of(before, after))).containsExactly(1L, 1L);
        assertThat(store.rows.get(1).content().getChange()).isEqualTo(LEFT);
        assertThat(announced).containsExactly(1L, 2L);
    }

    @Test
    void process_messageAllowedBeforeAChange_isSentBack() {
        Draft allowedBefore = draft(GROUP, ANN, 1);
        Draft elsewhere = draft(OTHER, ANN, 2);

        lane.process(List.of(change(() -> Changed.of("done", LEFT)), allowedBefore, elsewhere));
        Draft allowedAfter = draft(GROUP, ANN, 1);
        lane.process(List.of(allowedAfter));

        assertThat(allowedBefore.outcome().join()).isEqualTo(new AppendOutcome.Outdated());
        assertThat(seqs(List.of(elsewhere, allowedAfter))).containsExactly(1L, 2L);
    }

    @Test
    void process_changeThatIsRefused_leavesNothingAndSendsNothingBack() {
        ChangeTask<String> change = change(() -> {
            throw new Refused(ErrorCode.NOT_ALLOWED);
        });
        Draft message = draft(GROUP, ANN, 1);

        lane.process(List.of(change, message));

        assertThat(change.outcome())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Refused.class);
        assertThat(seqs(List.of(message))).containsExactly(1L);
    }

    @Test
    void process_changeWhoseCommitIsInDoubt_isAnnouncedOnceItIsKnown() {
        store.failNext(Failure.AFTER_COMMIT);
        ChangeTask<String> change = change(() -> Changed.of("done", LEFT));

        lane.process(List.of(change));
        lane.settleDoubts();

        assertThat(change.outcome())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(announced).containsExactly(1L);
    }

    private static ChangeTask<String> change(ChangeWork<String> work) {
        return new ChangeTask<>(GROUP, ANN, work, new CompletableFuture<>());
    }

    @Test
    void process_heldOnToTooLong_isSentBackToBeAskedForAgain() {
        Draft late = draft(GROUP, ANN, 1, 0);
        Draft intime = draft(GROUP, ANN, 2);

        lane.process(List.of(late, intime));

        assertThat(late.outcome()).isCompletedWithValue(new AppendOutcome.Outdated());
        assertThat(seqs(List.of(intime))).containsExactly(1L);
    }

    private Draft draft(Conversation conversation, Id sender, int clientId) {
        return draft(conversation, sender, clientId, Long.MAX_VALUE);
    }

    private Draft draft(Conversation conversation, Id sender, int clientId, long goodUntil) {
        Id device = new Id(sender.value() * 11);
        return new Draft(
                conversation,
                sender,
                device,
                clientId(clientId),
                HI,
                Lifetime.UNLIMITED,
                goodUntil,
                moments.now(),
                new CompletableFuture<>());
    }

    private static ByteString clientId(int number) {
        byte[] id = new byte[16];
        id[15] = (byte) number;
        return ByteString.copyFrom(id);
    }

    private static List<Long> seqs(List<Draft> drafts) {
        return drafts.stream()
                .map(draft -> ((Committed) draft.outcome().join()).seq())
                .toList();
    }

    private static long seqOf(byte[] envelope) {
        return Envelopes.down(Envelopes.parse(envelope)).getMessage().getSeq();
    }
}
