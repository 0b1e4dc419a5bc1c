package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.fabric.InProcessFabric;
import io.waggle.fabric.Subjects;
import io.waggle.im.Envelopes;
import io.waggle.im.conversation.Conversation;
import io.waggle.im.live.Live;
import io.waggle.im.log.FakeEntryStore.Failure;
import io.waggle.im.log.LaneTask.Append;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

class LaneTest {

    private static final Conversation GROUP = new Conversation.Group(new Id(100));
    private static final Conversation OTHER = new Conversation.Group(new Id(200));
    private static final Id ANN = new Id(1);
    private static final Id BEN = new Id(2);
    private static final Change LEFT =
            Change.newBuilder().setLeft(Change.Left.getDefaultInstance()).build();
    private static final Content HI = Content.newBuilder().setText("hi").build();

    private final FakeEntryStore store = new FakeEntryStore();
    private final InProcessFabric fabric = new InProcessFabric();
    private final List<Long> announced = new ArrayList<>();
    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);
    private final ChangeClock changes = new ChangeClock();
    private final Lane lane = new Lane(
            store,
            new ChangeWriter(store, clock, new SecureRandom()),
            new CopyWriter(store, clock),
            new CommitPort(List.of(new Announcer(new Live(fabric), clock))),
            changes,
            clock);

    @BeforeEach
    void listen() {
        fabric.listen(Subjects.group(GROUP.id()), body -> announced.add(seqOf(body)));
    }

    @Test
    void process_aBatch_numbersEachConversationFromOneInOneCommit() {
        List<Append> drafts = List.of(draft(GROUP, ANN, 1), draft(OTHER, ANN, 2), draft(GROUP, BEN, 1));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(1L, 1L, 2L);
        assertThat(store.commits).isEqualTo(1);
        assertThat(announced).containsExactly(1L, 2L);
    }

    @Test
    void process_nextBatch_goesOnWhereTheLastOneEnded() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        List<Append> next = List.of(draft(GROUP, ANN, 2));

        lane.process(next);

        assertThat(seqs(next)).containsExactly(2L);
    }

    @Test
    void process_sentAgain_answersTheFirstNumberAndCommitsTheRest() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        List<Append> drafts = List.of(draft(GROUP, ANN, 2), draft(GROUP, ANN, 1), draft(GROUP, BEN, 1));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(2L, 1L, 3L);
        assertThat(store.rows).hasSize(3);
        assertThat(announced).containsExactly(1L, 2L, 3L);
    }

    @Test
    void process_twiceInOneBatch_isStoredOnceAndAnsweredTwice() {
        List<Append> drafts = List.of(draft(GROUP, ANN, 1), draft(GROUP, ANN, 1), draft(GROUP, ANN, 2));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(1L, 1L, 2L);
        assertThat(announced).containsExactly(1L, 2L);
    }

    @Test
    void process_sameIdOfAnotherSender_isAnotherMessage() {
        List<Append> drafts = List.of(draft(GROUP, ANN, 1), draft(GROUP, BEN, 1));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(1L, 2L);
    }

    @Test
    void process_failsBeforeTheCommit_sendersAreToldToTryAgainAndNumbersStayGapless() {
        store.failNext(Failure.BEFORE_COMMIT);
        List<Append> failed = List.of(draft(GROUP, ANN, 1));
        lane.process(failed);
        List<Append> again = List.of(draft(GROUP, ANN, 1));

        lane.process(again);

        assertRefused(failed.getFirst(), ErrorCode.UNAVAILABLE);
        assertThat(seqs(again)).containsExactly(1L);
        assertThat(announced).containsExactly(1L);
    }

    @Test
    void process_failsAfterTheCommit_entriesAreAnnouncedOnceBeforeAnythingNew() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        store.failNext(Failure.AFTER_COMMIT);
        lane.process(List.of(draft(GROUP, ANN, 2), draft(GROUP, ANN, 3)));
        assertThat(announced).containsExactly(1L);
        List<Append> next = List.of(draft(GROUP, BEN, 1), draft(GROUP, ANN, 2));

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
        List<Append> refused = List.of(draft(OTHER, ANN, 2));
        lane.process(refused);
        store.failNext(Failure.NONE);
        List<Append> next = List.of(draft(OTHER, ANN, 2));

        lane.process(next);

        assertRefused(refused.getFirst(), ErrorCode.UNAVAILABLE);
        assertThat(seqs(next)).containsExactly(1L);
        assertThat(announced).containsExactly(1L);
    }

    @Test
    void process_commitThatCameThroughLate_isAnnouncedAndNotOverwritten() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        store.writeBehindTheLanesBack(new EntryRow(
                GROUP.id(), 2, 2, BEN, new Id(22), clientId(9), EntryKind.SAID, HI, 1_000, null, null, null, null));
        List<Append> next = List.of(draft(GROUP, ANN, 2));

        lane.process(next);

        assertThat(seqs(next)).containsExactly(3L);
        assertThat(announced).containsExactly(1L, 2L, 3L);
    }

    @Test
    void process_commitThatCameThroughBehindTheLook_isFoundByTheNextLook() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        store.afterNextLookup(() -> store.writeBehindTheLanesBack(new EntryRow(
                GROUP.id(), 2, 2, BEN, new Id(22), clientId(9), EntryKind.SAID, HI, 1_000, null, null, null, null)));
        List<Append> drafts = List.of(draft(GROUP, ANN, 1), draft(GROUP, BEN, 9), draft(GROUP, ANN, 2));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(1L, 2L, 3L);
        assertThat(announced).containsExactly(1L, 2L, 3L);
    }

    /** It may be the entry that says that the sender was removed. */
    @Test
    void process_permitFromBeforeAChangeThatCameThroughLate_isAskedForAgain() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        Append draft = draft(GROUP, ANN, 2);
        store.writeBehindTheLanesBack(new EntryRow(
                GROUP.id(), 2, 2, BEN, new Id(22), clientId(9), EntryKind.CHANGED, HI, 1_000, null, null, null, null));

        lane.process(List.of(draft));

        assertThat(draft.outcome())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(Outdated.class);
        assertThat(announced).containsExactly(1L, 2L);
    }

    @Test
    void process_sameIdInAnotherConversation_isAnotherMessage() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        List<Append> drafts = List.of(draft(OTHER, ANN, 1), draft(GROUP, ANN, 1));

        lane.process(drafts);

        assertThat(seqs(drafts)).containsExactly(1L, 1L);
        assertThat(store.rows).hasSize(2);
    }

    @Test
    void process_erasureBetweenMessages_isCommittedWithThem() {
        lane.process(List.of(draft(GROUP, ANN, 1)));
        LaneTask.Erase erase = erase(new EntryRef(GROUP.id(), 1));
        List<Append> drafts = List.of(draft(GROUP, ANN, 2), draft(GROUP, ANN, 1));

        lane.process(List.of(drafts.get(0), erase, drafts.get(1)));

        assertThat(erase.outcome()).isCompleted();
        assertThat(store.erased).containsExactly(new EntryRef(GROUP.id(), 1));
        assertThat(seqs(drafts)).containsExactly(2L, 1L);
        assertThat(store.commits).isEqualTo(2);
    }

    @Test
    void process_erasureWhoseCommitIsUnknown_isRefusedSoThatItIsTriedAgain() {
        store.failNext(Failure.AFTER_COMMIT);
        LaneTask.Erase erase = erase(new EntryRef(GROUP.id(), 1));

        lane.process(List.of(erase));

        assertRefused(erase, ErrorCode.UNAVAILABLE);
    }

    @Test
    void process_reactionsBetweenMessages_areCommittedWithThemAndOneRefusalFailsOnlyItself() {
        LaneTask.React added = react(false);
        LaneTask.React refused = react(true);
        Append message = draft(GROUP, ANN, 1);

        lane.process(List.of(added, message, refused));

        assertThat(added.outcome().join().changed()).isTrue();
        assertRefused(refused, ErrorCode.MESSAGE_GONE);
        assertThat(seqs(List.of(message))).containsExactly(1L);
        assertThat(store.commits).isEqualTo(1);
    }

    @Test
    void process_reactionAllowedBeforeAChange_isSentBack() {
        LaneTask.React allowedBefore = react(false);

        lane.process(List.of(change(() -> ChangeResult.of("done", LEFT)), allowedBefore));

        assertSentBack(allowedBefore);
    }

    @Test
    void process_reactionWhoseCommitIsUnknown_isRefusedSoThatItIsTriedAgain() {
        store.failNext(Failure.BEFORE_COMMIT);
        LaneTask.React reaction = react(false);

        lane.process(List.of(reaction));

        assertRefused(reaction, ErrorCode.UNAVAILABLE);
    }

    private LaneTask.React react(boolean removed) {
        Reaction reaction = new Reaction(new EntryRef(GROUP.id(), 1), ANN, "up", removed, 1);
        return new LaneTask.React(
                GROUP.id(), new Permit(ANN, GROUP, changes.now()), reaction, new CompletableFuture<>());
    }

    @Test
    void process_aListenerFails_theOthersAndTheSenderAreTold() {
        CommitListener failing = (conversation, entry, again) -> {
            throw new IllegalStateException("on purpose");
        };
        CommitListener hearing = (conversation, entry, again) -> announced.add(entry.seq());
        Lane port = new Lane(
                store,
                new ChangeWriter(store, clock, new SecureRandom()),
                new CopyWriter(store, clock),
                new CommitPort(List.of(failing, hearing)),
                changes,
                clock);
        List<Append> drafts = List.of(draft(GROUP, ANN, 1));

        port.process(drafts);

        assertThat(seqs(drafts)).containsExactly(1L);
        assertThat(announced).containsExactly(1L);
    }

    @Test
    void process_copiesBetweenMessages_areNumberedBetweenThemInOneCommit() {
        Append before = draft(GROUP, ANN, 1);
        LaneTask.Copying copies = copying(2, 3);
        Append after = draft(GROUP, BEN, 4);

        lane.process(List.of(before, copies, after));

        assertThat(copies.outcome().join()).extracting(Committed::seq).containsExactly(2L, 3L);
        assertThat(seqs(List.of(before, after))).containsExactly(1L, 4L);
        assertThat(store.commits).isEqualTo(3);
        assertThat(announced).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void process_copiesAgain_areAnsweredWithTheirFirstPlacesAndNotMade() {
        lane.process(List.of(copying(2, 3)));
        LaneTask.Copying again = copying(2, 3);
        LaneTask.Copying more = copying(2, 3, 5);

        lane.process(List.of(again, more));

        assertThat(again.outcome().join()).extracting(Committed::seq).containsExactly(1L, 2L);
        assertThat(more.outcome().join()).extracting(Committed::seq).containsExactly(1L, 2L, 3L);
        assertThat(store.rows).hasSize(3);
        assertThat(announced).containsExactly(1L, 2L, 3L);
    }

    @Test
    void process_copiesThatAreRefused_writeNothingAndAffectNoOther() {
        LaneTask.Copying refused = copying(
                conversation -> {
                    throw new Refused(ErrorCode.MESSAGE_GONE);
                },
                2);
        Append after = draft(GROUP, BEN, 4);

        lane.process(List.of(refused, after));

        assertRefused(refused, ErrorCode.MESSAGE_GONE);
        assertThat(seqs(List.of(after))).containsExactly(1L);
    }

    @Test
    void process_copiesAfterAChange_areSentBack() {
        LaneTask.Copying copies = copying(2);
        lane.process(List.of(change(() -> ChangeResult.of("done", LEFT)), copies));

        assertThat(copies.outcome()).isCompletedExceptionally();
        assertThat(store.rows).hasSize(1);
    }

    @Test
    void process_commitOfCopiesInDoubt_isFoundAndAnnouncedBeforeTheNextMessage() {
        store.failNext(FakeEntryStore.Failure.AFTER_COMMIT);
        LaneTask.Copying copies = copying(2, 3);
        lane.process(List.of(copies));
        assertRefused(copies, ErrorCode.UNAVAILABLE);
        LaneTask.Copying again = copying(2, 3);

        lane.process(List.of(again));

        assertThat(again.outcome().join()).extracting(Committed::seq).containsExactly(1L, 2L);
        assertThat(announced).containsExactly(1L, 2L);
    }

    private LaneTask.Copying copying(int... ids) {
        return copying(
                conversation -> Arrays.stream(ids)
                        .mapToObj(id -> new Copy(draft(GROUP, ANN, id).draft(), List.of()))
                        .toList(),
                ids);
    }

    private LaneTask.Copying copying(CopyWork work, int... ids) {
        List<EntryKey> keys =
                Arrays.stream(ids).mapToObj(id -> draft(GROUP, ANN, id).key()).toList();
        return new LaneTask.Copying(new Permit(ANN, GROUP, changes.now()), keys, work, new CompletableFuture<>());
    }

    @Test
    void process_aChangeBetweenMessages_standsBetweenThem() {
        Append before = draft(GROUP, ANN, 1);
        LaneTask.Change<String> change = change(() -> ChangeResult.of("done", LEFT));
        Append after = draft(OTHER, ANN, 2);

        lane.process(List.of(before, change, after));

        assertThat(change.outcome().join()).isEqualTo("done");
        assertThat(seqs(List.of(before, after))).containsExactly(1L, 1L);
        assertThat(store.rows.get(1).content().getChange()).isEqualTo(LEFT);
        assertThat(announced).containsExactly(1L, 2L);
    }

    @Test
    void process_messageAllowedBeforeAChange_isSentBack() {
        Append allowedBefore = draft(GROUP, ANN, 1);
        Append elsewhere = draft(OTHER, ANN, 2);

        lane.process(List.of(change(() -> ChangeResult.of("done", LEFT)), allowedBefore, elsewhere));
        Append allowedAfter = draft(GROUP, ANN, 1);
        lane.process(List.of(allowedAfter));

        assertSentBack(allowedBefore);
        assertThat(seqs(List.of(elsewhere, allowedAfter))).containsExactly(1L, 2L);
    }

    @Test
    void process_changeThatIsRefused_leavesNothingAndSendsNothingBack() {
        LaneTask.Change<String> change = change(() -> {
            throw new Refused(ErrorCode.NOT_ALLOWED);
        });
        Append message = draft(GROUP, ANN, 1);

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
        LaneTask.Change<String> change = change(() -> ChangeResult.of("done", LEFT));

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

    private static LaneTask.Change<String> change(ChangeWork<String> work) {
        return new LaneTask.Change<>(GROUP, null, ANN, work, new CompletableFuture<>());
    }

    @Test
    void process_heldOnToTooLong_isSentBackToBeAskedForAgain() {
        Append late = draft(GROUP, ANN, 1, 0);
        Append intime = draft(GROUP, ANN, 2);

        lane.process(List.of(late, intime));

        assertSentBack(late);
        assertThat(seqs(List.of(intime))).containsExactly(1L);
    }

    private Append draft(Conversation conversation, Id sender, int clientId) {
        return draft(conversation, sender, clientId, Long.MAX_VALUE);
    }

    private Append draft(Conversation conversation, Id sender, int clientId, long goodUntil) {
        Id device = new Id(sender.value() * 11);
        Draft draft = new Draft(sender, device, clientId(clientId), new EntryBody.Said(HI), Lifetime.UNLIMITED);
        return new Append(
                new Permit(sender, conversation, changes.now()).until(goodUntil), draft, new CompletableFuture<>());
    }

    private static LaneTask.Erase erase(EntryRef entry) {
        return new LaneTask.Erase(entry.conversationId(), List.of(entry), new CompletableFuture<>());
    }

    private static void assertRefused(LaneTask<?> task, ErrorCode code) {
        assertThat(task.outcome())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static void assertSentBack(LaneTask<?> task) {
        assertThat(task.outcome())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Outdated.class);
    }

    private static ByteString clientId(int number) {
        byte[] id = new byte[16];
        id[15] = (byte) number;
        return ByteString.copyFrom(id);
    }

    private static List<Long> seqs(List<Append> appends) {
        return appends.stream().map(append -> append.outcome().join().seq()).toList();
    }

    private static long seqOf(byte[] envelope) {
        return Envelopes.down(Envelopes.parse(envelope)).getMessage().getSeq();
    }
}
