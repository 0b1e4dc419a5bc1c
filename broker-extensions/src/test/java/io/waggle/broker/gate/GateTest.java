package io.waggle.broker.gate;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Gap;
import io.waggle.protocol.v1.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class GateTest {

    private static final Id DID = new Id(9);
    private static final Id BEES = new Id(1L << 62);
    private static final Id WASPS = new Id(2);

    private final Gate gate = new Gate(DID);
    private final List<Long> passed = new ArrayList<>();
    private int packetIds;

    @Test
    void pass_inOrder_eachPassesOnce() {
        openAt(1);

        send(1, 2, 2, 1, 3);

        assertThat(passed).containsExactly(1L, 2L, 3L);
        assertThat(gate.nextStep()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"JSON", "PROTOBUF"})
    void pass_eitherFormat_isRead(Format format) {
        openAt(5);
        byte[] payload = Payloads.writeDown(format, message(BEES, 5));

        assertThat(gate.pass(ByteBuffer.wrap(payload), 1, 0)).isEqualTo(Decision.PASS);
        assertThat(gate.pass(ByteBuffer.wrap(payload), 2, 0)).isEqualTo(Decision.DROP);
    }

    @Test
    void pass_notice_alwaysPasses() {
        byte[] notice = "{\"friendAdded\":{\"uid\":\"0R5Y2K8GQ3ZZZ\"}}".getBytes(UTF_8);

        assertThat(gate.pass(ByteBuffer.wrap(notice), 1, 0)).isEqualTo(Decision.PASS);
    }

    @Test
    void pass_beforeOpen_isDroppedAndFetchedLater() {
        gate.begin(BEES, 7, null);
        send(7, 8);
        assertThat(passed).isEmpty();
        assertThat(gate.nextStep()).isNull();

        gate.open(List.of(), 0, 0);

        assertThat(gate.nextStep()).isEqualTo(fetch(0));
        fetchAndSend(6, 8, 7, 8);
        assertThat(passed).containsExactly(7L, 8L);
    }

    @Test
    void open_userHasLeftMeanwhile_nothingPasses() {
        gate.begin(BEES, 7, null);
        send(7);
        gate.leave(BEES);

        gate.open(List.of(), 0, 0);

        assertThat(gate.nextStep()).isEqualTo(fetch(0));
        gate.forget(BEES);
        gate.stepFailed();
        assertThat(gate.nextStep()).isNull();
        send(7);
        assertThat(passed).isEmpty();
    }

    @Test
    void pass_unknownConversation_isDropped() {
        gate.open(List.of(), 0, 0);

        send(1);

        assertThat(passed).isEmpty();
    }

    @Test
    void pass_afterAHole_isDroppedUntilTheHoleIsFilled() {
        openAt(1);
        send(1, 4, 5);
        assertThat(passed).containsExactly(1L);

        assertThat(gate.hasNextStep()).isTrue();
        assertThat(gate.nextStep()).isEqualTo(fetch(1));
        assertThat(gate.nextStep()).as("while it is being fetched").isNull();
        fetchAndSend(1, 5, 2, 3, 4, 5);
        send(6);

        assertThat(passed).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        acknowledgeAll();
        assertThat(gate.nextStep()).isNull();
    }

    @Test
    void nextStep_largeHole_isFetchedPieceByPieceAsAcknowledged() {
        openAt(1);
        send(1, 10);
        assertThat(gate.nextStep()).isEqualTo(fetch(1));
        fetchAndSend(1, 4, 2, 3, 4);

        gate.acknowledge(1);
        gate.acknowledge(2);
        gate.acknowledge(3);
        assertThat(gate.hasNextStep()).isFalse();
        gate.acknowledge(4);

        assertThat(gate.nextStep()).isEqualTo(fetch(4));
    }

    @Test
    void nextStep_twoConversations_areFetchedOneAfterTheOther() {
        openAt(1);
        gate.begin(WASPS, 1, null);
        send(2);
        pass(WASPS, 2);

        assertThat(gate.nextStep()).isEqualTo(fetch(0));
        fetchAndSend(0, 2, 1, 2);
        assertThat(gate.nextStep()).isNull();
        acknowledgeAll();

        assertThat(gate.nextStep()).isEqualTo(new CatchUpStep.Fetch(WASPS, false, 0));
    }

    @Test
    void fetched_entriesNotForTheDevice_areNoHoles() {
        openAt(1);
        send(6);
        gate.nextStep();

        fetchAndSend(0, 6, 2, 5);
        send(7);

        assertThat(passed).containsExactly(2L, 5L, 7L);
        acknowledgeAll();
        assertThat(gate.takeCursors()).containsExactly(cursor(7));
    }

    @Test
    void fetched_onlyOwnEntries_nextStepFollowsAtOnce() {
        openAt(1);
        send(9);
        gate.nextStep();

        fetchAndSend(0, 4);

        assertThat(gate.hasNextStep()).isTrue();
        assertThat(gate.nextStep()).isEqualTo(fetch(4));
    }

    @Test
    void fetched_nothing_isNotFetchedAgain() {
        openAt(1);
        send(9);
        assertThat(gate.nextStep()).isEqualTo(fetch(0));

        gate.fetched(fetch(0), new FetchResult(0, 0, 0, Set.of()));

        assertThat(gate.nextStep()).isNull();
    }

    @Test
    void fetched_fromALaterEntry_startsThere() {
        openAt(1);
        send(9);
        gate.nextStep();

        fetchAndSend(7, 9, 8, 9);

        assertThat(passed).containsExactly(8L, 9L);
    }

    @Test
    void stepFailed_isTriedAgainAtATick() {
        openAt(1);
        send(3);
        gate.nextStep();

        gate.stepFailed();
        assertThat(gate.nextStep()).isNull();
        gate.tick();
        gate.tick();

        assertThat(gate.nextStep()).isEqualTo(fetch(0));
    }

    @Test
    void skipOwn_countsAsPassedAndAcknowledged() {
        openAt(1);

        gate.skipOwn(BEES, 1);
        send(1, 2);
        gate.skipOwn(BEES, 3);
        send(3, 4);

        assertThat(passed).containsExactly(2L, 4L);
        gate.acknowledge(1);
        gate.acknowledge(2);
        assertThat(gate.takeCursors()).containsExactly(cursor(4));
    }

    @Test
    void takeCursors_neverOpen_isEmpty() {
        gate.begin(BEES, 7, null);
        gate.skipOwn(BEES, 7);

        assertThat(gate.takeCursors()).isEmpty();
        gate.close();
        assertThat(gate.takeCursors()).as("entry 6 may be missing").isEmpty();
    }

    @Test
    void takeCursors_ownBeforeOpen_isTakenIfNothingIsMissing() {
        gate.begin(BEES, 7, null);
        gate.skipOwn(BEES, 7);
        gate.open(List.of(), 0, 0);
        assertThat(gate.nextStep()).isEqualTo(fetch(0));
        gate.fetched(fetch(0), new FetchResult(6, 0, 7, Set.of()));

        assertThat(gate.takeCursors()).extracting(Cursor::seq).containsExactly(7L);
    }

    @Test
    void skipOwn_beforeOpen_isNotSentBack() {
        gate.begin(BEES, 56, null);
        gate.skipOwn(BEES, 56);
        gate.open(List.of(new MissedEntries(BEES, false, 54, 54, 55, List.of())), 0, 0);
        assertThat(gate.nextStep()).isEqualTo(fetch(54));
        fetchAndSend(54, 55, 55);

        send(56, 57);

        assertThat(passed).containsExactly(55L, 57L);
    }

    @Test
    void skipOwn_afterAHole_isNoHoleLater() {
        openAt(1);

        gate.skipOwn(BEES, 2);
        send(2, 1, 3);

        assertThat(passed).containsExactly(1L, 3L);
    }

    @Test
    void acknowledge_inAPair_reachedOnlyByEntriesOfTheOther() {
        gate.open(List.of(), 0, 0);
        gate.begin(WASPS, 1, null);

        gate.skipOwn(WASPS, 1);
        assertThat(gate.takeCursors()).containsExactly(new Cursor(DID, WASPS, 1, false, List.of()));
        pass(WASPS, 2);
        gate.acknowledge(1);
        assertThat(gate.takeCursors()).containsExactly(new Cursor(DID, WASPS, 2, true, List.of()));
        gate.skipOwn(WASPS, 3);
        assertThat(gate.takeCursors()).containsExactly(new Cursor(DID, WASPS, 3, false, List.of()));
    }

    @Test
    void acknowledge_inOrder_movesTheCursor() {
        openAt(1);
        send(1, 2, 3);

        gate.acknowledge(1);
        assertThat(gate.takeCursors()).containsExactly(cursor(1));
        assertThat(gate.takeCursors()).isEmpty();
        gate.acknowledge(2);
        gate.acknowledge(3);

        assertThat(gate.takeCursors()).containsExactly(cursor(3));
    }

    @Test
    void acknowledge_outOfOrder_waitsForTheFirst() {
        openAt(1);
        send(1, 2, 3);

        gate.acknowledge(3);
        gate.acknowledge(2);
        assertThat(gate.takeCursors()).isEmpty();
        gate.acknowledge(1);

        assertThat(gate.takeCursors()).containsExactly(cursor(3));
    }

    @Test
    void acknowledge_unknownPacket_isIgnored() {
        openAt(1);
        send(1);

        gate.acknowledge(77);

        assertThat(gate.takeCursors()).isEmpty();
    }

    @Test
    void pass_qos0_countsAsAcknowledged() {
        openAt(1);

        assertThat(gate.pass(payload(message(BEES, 1)), 0, 0)).isEqualTo(Decision.PASS);

        assertThat(gate.takeCursors()).containsExactly(cursor(1));
    }

    @Test
    void pass_tooLarge_isReplacedAndRecordedWhenAcknowledged() {
        openAt(1);

        assertThat(gate.pass(payload(message(BEES, 1)), 1, 1_700)).isEqualTo(Decision.REPLACE);
        assertThat(gate.pass(payload(message(BEES, 2)), 2, 0)).isEqualTo(Decision.PASS);
        assertThat(gate.takeCursors()).isEmpty();
        gate.acknowledge(1);
        assertThat(gate.takeCursors()).containsExactly(cursor(1, new Withheld(1, 1_700)));
        gate.acknowledge(2);

        assertThat(gate.takeCursors()).containsExactly(cursor(2));
    }

    @Test
    void pass_tooLargeAndAcknowledgedOutOfOrder_waitsForTheFirst() {
        openAt(1);
        gate.pass(payload(message(BEES, 1)), 1, 0);
        gate.pass(payload(message(BEES, 2)), 2, 1_700);

        gate.acknowledge(2);
        assertThat(gate.takeCursors()).isEmpty();
        gate.acknowledge(1);

        assertThat(gate.takeCursors()).containsExactly(cursor(2, new Withheld(2, 1_700)));
    }

    @Test
    void pass_tooLargeAtQos0_isRecordedAtOnce() {
        openAt(1);

        assertThat(gate.pass(payload(message(BEES, 1)), 0, 1_700)).isEqualTo(Decision.REPLACE);

        assertThat(gate.takeCursors()).containsExactly(cursor(1, new Withheld(1, 1_700)));
    }

    @Test
    void pass_tooLargeNotice_isReplaced() {
        byte[] notice = "{\"friendAdded\":{\"uid\":\"0R5Y2K8GQ3ZZZ\"}}".getBytes(UTF_8);

        assertThat(gate.pass(ByteBuffer.wrap(notice), 1, 300)).isEqualTo(Decision.REPLACE);
    }

    @Test
    void pass_tooLargeAndOutOfTurn_isDropped() {
        openAt(2);

        assertThat(gate.pass(payload(message(BEES, 1)), 1, 1_700)).isEqualTo(Decision.DROP);
        assertThat(gate.pass(payload(message(BEES, 3)), 1, 1_700)).isEqualTo(Decision.DROP);
    }

    @Test
    void nextStep_owed_isFetchedBeforeMissedEntries() {
        openOwing(2L, 4L);
        CatchUpStep.FetchOwed step = new CatchUpStep.FetchOwed(BEES, false, List.of(2L, 4L));
        assertThat(gate.nextStep()).isEqualTo(step);

        send(7);
        assertThat(passed).as("a new entry waits for the owed ones").isEmpty();
        gate.fetchedOwed(step, 4, Set.of(2L, 4L));
        assertThat(gate.nextStep()).as("while they are on their way").isNull();
        send(4, 2, 4);
        assertThat(passed).containsExactly(2L, 4L);

        assertThat(gate.nextStep()).isEqualTo(fetch(6));
        fetchAndSend(6, 7, 7);
        acknowledgeAll();
        assertThat(passed).containsExactly(2L, 4L, 7L);
        assertThat(gate.takeCursors()).containsExactly(cursor(7, new Withheld(2, 0), new Withheld(4, 0)));
        send(2, 4, 7);
        assertThat(passed).containsExactly(2L, 4L, 7L);
    }

    @Test
    void nextStep_moreOwedThanAnAnswerHolds_isFetchedPieceByPiece() {
        openOwing(2L, 4L);

        gate.fetchedOwed((CatchUpStep.FetchOwed) nextStep(), 2, Set.of(2L));
        assertThat(gate.nextStep()).isNull();
        send(2);

        assertThat(gate.nextStep()).isEqualTo(new CatchUpStep.FetchOwed(BEES, false, List.of(4L)));
    }

    @Test
    void fetchedOwed_entryNoLongerExists_isNotOwedAnyMore() {
        openOwing(2L, 4L);

        gate.fetchedOwed((CatchUpStep.FetchOwed) nextStep(), 4, Set.of(4L));
        send(4);
        acknowledgeAll();

        assertThat(passed).containsExactly(4L);
        assertThat(gate.takeCursors()).containsExactly(cursor(6, new Withheld(2, 0), new Withheld(4, 0)));
        assertThat(gate.nextStep()).isNull();
    }

    @Test
    void tick_owedEntryLost_isFetchedAgain() {
        openOwing(2L, 4L);
        gate.fetchedOwed((CatchUpStep.FetchOwed) nextStep(), 4, Set.of(2L, 4L));
        send(2);
        acknowledgeAll();

        gate.tick();
        assertThat(gate.nextStep()).isNull();
        gate.tick();

        assertThat(gate.nextStep()).isEqualTo(new CatchUpStep.FetchOwed(BEES, false, List.of(4L)));
    }

    @Test
    void pass_owedEntryStillTooLarge_isRecordedAgain() {
        openOwing(2L);
        gate.fetchedOwed((CatchUpStep.FetchOwed) nextStep(), 2, Set.of(2L));

        assertThat(gate.pass(payload(message(BEES, 2)), 1, 900)).isEqualTo(Decision.REPLACE);
        gate.acknowledge(1);

        assertThat(gate.takeCursors()).containsExactly(cursor(6, new Withheld(2, 900)));
    }

    @Test
    void open_againWithAnOwedEntry_isNotOwedTwice() {
        openOwing(2L);
        gate.fetchedOwed((CatchUpStep.FetchOwed) nextStep(), 2, Set.of(2L));
        send(2);

        gate.open(List.of(new MissedEntries(BEES, false, 6, 6, 6, List.of(2L))), 0, 0);
        send(2);

        assertThat(passed).containsExactly(2L);
        assertThat(gate.nextStep()).isNull();
    }

    @Test
    void expired_nextEntry_isSkipped() {
        openAt(1);
        send(1);
        acknowledgeAll();

        gate.expired(payload(message(BEES, 2)));
        send(3);

        assertThat(passed).containsExactly(1L, 3L);
        assertThat(gate.nextStep()).isNull();
    }

    @Test
    void expired_afterAHole_isNotSent() {
        openAt(1);

        gate.expired(payload(message(BEES, 2)));
        send(3);

        assertThat(gate.nextStep()).isEqualTo(fetch(0));
        fetchAndSend(0, 3, 1, 3);
        assertThat(passed).containsExactly(1L, 3L);
    }

    @Test
    void expired_owedEntry_isNotOwedAnyMore() {
        openOwing(2L);
        gate.fetchedOwed((CatchUpStep.FetchOwed) nextStep(), 2, Set.of(2L));

        gate.expired(payload(message(BEES, 2)));

        assertThat(gate.takeCursors()).containsExactly(new Cursor(DID, BEES, 6, false, List.of(new Withheld(2, 0))));
        assertThat(gate.nextStep()).isNull();
    }

    @Test
    void forget_owedEntry_isNotOwedOnThisConnection() {
        openOwing(2L);
        CatchUpStep owed = nextStep();

        gate.forget(BEES);
        gate.stepFailed();
        send(2);

        assertThat(owed).isInstanceOf(CatchUpStep.FetchOwed.class);
        assertThat(passed).isEmpty();
    }

    @Test
    void open_behind_gapNoticeComesFirst() {
        gate.begin(BEES, 11, new NewestSeq());
        send(11);

        gate.open(List.of(new MissedEntries(BEES, true, 2, 8, 10, List.of())), 0, 0);

        CatchUpStep.NotifyGap step = new CatchUpStep.NotifyGap(BEES, true, 3, 8);
        assertThat(gate.nextStep()).isEqualTo(step);
        gate.gapNotified(step);
        assertThat(gate.pass(payload(gap(3, 8)), ++packetIds, 0)).isEqualTo(Decision.PASS);
        assertThat(gate.takeCursors()).isEmpty();
        acknowledgeAll();
        assertThat(gate.takeCursors()).containsExactly(new Cursor(DID, BEES, 8, false, List.of()));
        assertThat(gate.nextStep()).isEqualTo(new CatchUpStep.Fetch(BEES, true, 8));
        gate.fetched(new CatchUpStep.Fetch(BEES, true, 8), new FetchResult(8, 0, 11, Set.of(9L, 10L, 11L)));
        send(9, 10, 11, 12);
        assertThat(passed).containsExactly(9L, 10L, 11L, 12L);
    }

    @Test
    void open_again_onlyLostEntriesAreFetched() {
        openAt(5);
        send(5);
        gate.begin(WASPS, 1, null);

        gate.open(
                List.of(
                        new MissedEntries(BEES, false, 4, 4, 6, List.of()),
                        new MissedEntries(WASPS, false, 0, 0, 0, List.of())),
                0,
                0);

        assertThat(gate.nextStep()).isEqualTo(new CatchUpStep.Fetch(BEES, false, 5));
        fetchAndSend(5, 6, 6);
        acknowledgeAll();
        assertThat(gate.nextStep()).isNull();
        send(7);
        assertThat(passed).containsExactly(5L, 6L, 7L);
    }

    @Test
    void open_againWithAnUnseenConversation_isFetchedFromTheCursor() {
        gate.open(List.of(), 0, 0);

        gate.open(List.of(new MissedEntries(BEES, false, 3, 3, 4, List.of())), 0, 0);

        assertThat(gate.nextStep()).isEqualTo(new CatchUpStep.Fetch(BEES, false, 3));
    }

    @Test
    void leave_entriesPublishedBefore_stillPass() {
        openAt(1);
        gate.expect(BEES, 2);

        gate.leave(BEES);
        send(1, 2, 3);

        assertThat(passed).containsExactly(1L, 2L);
        assertThat(gate.nextStep()).isNull();
    }

    @Test
    void leave_thenBeginAgain_entriesBetweenAreNoHole() {
        openAt(1);
        send(1);
        acknowledgeAll();

        gate.leave(BEES);
        send(2);
        gate.begin(BEES, 9, null);
        send(7, 9);

        assertThat(passed).containsExactly(1L, 9L);
        assertThat(gate.nextStep()).isNull();
    }

    @Test
    void leave_thenBeginAgainBeforeAllPassed_isFetched() {
        openAt(1);
        gate.expect(BEES, 2);
        send(1);

        gate.leave(BEES);
        gate.begin(BEES, 6, null);
        send(5, 6);

        assertThat(passed).containsExactly(1L);
        assertThat(gate.nextStep()).isEqualTo(fetch(1));
        fetchAndSend(5, 6, 6);
        assertThat(passed).containsExactly(1L, 6L);
    }

    @Test
    void begin_afterALoss_isFetched() {
        gate.open(List.of(), 0, 0);

        gate.noteLoss();
        gate.begin(BEES, 6, null);
        send(6);
        assertThat(passed).isEmpty();
        assertThat(gate.nextStep()).isEqualTo(fetch(0));
        fetchAndSend(4, 6, 5, 6);

        assertThat(passed).containsExactly(5L, 6L);
        assertThat(gate.isSynced()).isFalse();
        gate.open(List.of(), gate.losses(), 0);
        assertThat(gate.isSynced()).isTrue();
    }

    @Test
    void beginUnknown_afterLeaving_passesAgain() {
        openAt(1);
        send(1);
        acknowledgeAll();
        gate.leave(BEES);

        gate.beginUnknown(BEES, 7, null);
        send(7);
        assertThat(gate.nextStep()).isNull();

        assertThat(passed).containsExactly(1L, 7L);
    }

    @Test
    void fetched_withAGap_gapNoticeFollows() {
        gate.open(List.of(), 0, 0);
        gate.beginUnknown(BEES, 900, null);
        assertThat(gate.nextStep()).isEqualTo(fetch(0));

        gate.fetched(fetch(0), new FetchResult(3, 400, 3, Set.of()));

        assertThat(gate.nextStep()).isEqualTo(new CatchUpStep.NotifyGap(BEES, false, 4, 400));
    }

    @Test
    void tick_pieceLostOnABusyConnection_isFetchedAgain() {
        openAt(1);
        send(4);
        gate.nextStep();
        gate.fetched(fetch(0), new FetchResult(0, 0, 4, Set.of(1L, 2L, 3L, 4L)));
        gate.begin(WASPS, 1, null);
        gate.tick();
        for (long seq = 1; seq <= 999; seq++) {
            pass(WASPS, seq);
        }
        gate.tick();
        assertThat(gate.nextStep())
                .as("the piece may still be in the queue behind these packets")
                .isNull();

        pass(WASPS, 1_000);
        pass(WASPS, 1_001);
        gate.tick();

        assertThat(gate.nextStep()).isEqualTo(fetch(0));
    }

    @Test
    void forget_refused_nothingPassesBeforeTheNextFetch() {
        openAt(1);
        send(1, 5);
        assertThat(gate.nextStep()).isEqualTo(fetch(1));

        gate.forget(BEES);
        gate.stepFailed();
        assertThat(gate.nextStep()).isNull();
        send(6);
        assertThat(gate.nextStep()).isEqualTo(fetch(0));
        fetchAndSend(5, 6, 6);

        assertThat(passed).containsExactly(1L, 6L);
    }

    @Test
    void forget_whileFetching_otherConversationsContinue() {
        openAt(1);
        gate.begin(WASPS, 1, null);
        send(2);
        pass(WASPS, 2);
        assertThat(gate.nextStep()).isEqualTo(fetch(0));

        gate.forget(BEES);
        gate.fetched(fetch(0), new FetchResult(0, 0, 2, Set.of(1L, 2L)));

        assertThat(gate.nextStep()).isEqualTo(new CatchUpStep.Fetch(WASPS, false, 0));
    }

    @Test
    void beginUnknown_newConversation_isFetched() {
        gate.open(List.of(), 0, 0);

        gate.beginUnknown(BEES, 8, null);
        send(8);

        assertThat(gate.nextStep()).isEqualTo(fetch(0));
        fetchAndSend(7, 8, 8);
        assertThat(passed).containsExactly(8L);
    }

    @Test
    void tick_lastEntryLost_isFetched() {
        openAt(1);
        send(1);
        gate.expect(BEES, 2);
        acknowledgeAll();

        gate.tick();
        assertThat(gate.nextStep()).as("it may still be on its way").isNull();
        gate.tick();

        assertThat(gate.nextStep()).isEqualTo(fetch(1));
    }

    @Test
    void tick_lastEntryOfAGroupLost_isFetched() {
        NewestSeq newest = new NewestSeq();
        newest.raise(1);
        gate.open(List.of(), 0, 0);
        gate.begin(BEES, 1, newest);
        send(1);
        newest.raise(2);
        gate.tick();
        gate.tick();
        assertThat(gate.nextStep())
                .as("the device has not acknowledged the first")
                .isNull();

        acknowledgeAll();
        gate.tick();
        gate.tick();

        assertThat(gate.nextStep()).isEqualTo(new CatchUpStep.Fetch(BEES, true, 1));
    }

    @Test
    void tick_pieceLost_isFetchedAgain() {
        openAt(1);
        send(4);
        gate.nextStep();
        gate.fetched(fetch(0), new FetchResult(0, 0, 4, Set.of(1L, 2L, 3L, 4L)));
        send(1, 2);
        acknowledgeAll();

        gate.tick();
        gate.tick();
        gate.tick();

        assertThat(gate.nextStep()).isEqualTo(fetch(2));
    }

    @Test
    void unsubscribed_nothingIsFetchedUntilAnEntryArrives() {
        openAt(1);
        send(3);
        gate.nextStep();
        gate.fetched(fetch(0), new FetchResult(0, 0, 3, Set.of(1L, 2L, 3L)));

        gate.unsubscribed(BEES);
        assertThat(gate.nextStep()).isNull();
        send(5);

        assertThat(gate.nextStep()).isEqualTo(fetch(0));
    }

    @Test
    void takeLostRefusals_sent_isEmpty() {
        openAt(1);
        byte[] refusal = promise("one");

        assertThat(gate.pass(ByteBuffer.wrap(refusal), 1, 0)).isEqualTo(Decision.PASS);

        assertThat(gate.takeLostRefusals()).isEmpty();
        assertThat(gate.takeLostRefusals()).isEmpty();
    }

    @Test
    void takeLostRefusals_notSentThoughAllIsAcknowledged_returnsIt() {
        openAt(1);
        byte[] refusal = promise("one");
        send(1);
        assertThat(gate.takeLostRefusals()).isEmpty();
        assertThat(gate.takeLostRefusals()).isEmpty();

        acknowledgeAll();

        assertThat(gate.takeLostRefusals()).containsExactly(refusal);
    }

    @Test
    void takeLostRefusals_notSentAfterMoreThanAQueue_returnsItOnce() {
        openAt(1);
        byte[] refusal = promise("one");
        assertThat(gate.takeLostRefusals()).isEmpty();

        send(LongStream.rangeClosed(1, 1_001).toArray());

        assertThat(gate.takeLostRefusals()).containsExactly(refusal);
        assertThat(gate.takeLostRefusals()).isEmpty();
    }

    @Test
    void pass_refusalRepeatedThoughOnlySlow_passesOnce() {
        openAt(1);
        byte[] refusal = promise("one");
        assertThat(gate.takeLostRefusals()).isEmpty();
        assertThat(gate.takeLostRefusals()).containsExactly(refusal);

        assertThat(gate.pass(ByteBuffer.wrap(refusal), 1, 0)).isEqualTo(Decision.PASS);
        assertThat(gate.pass(ByteBuffer.wrap(refusal), 2, 0)).isEqualTo(Decision.DROP);

        promise("one");
        assertThat(gate.pass(ByteBuffer.wrap(refusal), 3, 0)).isEqualTo(Decision.PASS);
    }

    @Test
    void takeLostRefusals_otherNoticeUnacknowledged_waits() {
        openAt(1);
        byte[] refusal = promise("one");
        gate.pass(ByteBuffer.wrap("{\"friendAdded\":{}}".getBytes(UTF_8)), 5, 0);
        assertThat(gate.takeLostRefusals()).isEmpty();
        assertThat(gate.takeLostRefusals()).isEmpty();

        gate.acknowledge(5);

        assertThat(gate.takeLostRefusals()).containsExactly(refusal);
    }

    @Test
    void takeLostRefusals_dropped_isEmpty() {
        openAt(1);
        promise("one");

        gate.dropRefusals();

        assertThat(gate.takeLostRefusals()).isEmpty();
        assertThat(gate.takeLostRefusals()).isEmpty();
    }

    @Test
    void mayHaveReceived_committedBeforeTheAnswer_true() {
        gate.open(List.of(), 0, 5_000);

        assertThat(gate.mayHaveReceived(5_000)).isTrue();
        assertThat(gate.mayHaveReceived(5_001)).isFalse();
    }

    @Test
    void promise_moreThanAQueue_false() {
        for (int i = 0; i < 1_000; i++) {
            promise("refusal " + i);
        }

        assertThat(gate.promise("one too many".getBytes(UTF_8))).isFalse();
    }

    @Test
    void close_nothingPasses() {
        openAt(1);

        gate.close();
        send(1);

        assertThat(passed).isEmpty();
        assertThat(gate.nextStep()).isNull();
    }

    private void openAt(long first) {
        gate.open(List.of(), 0, 0);
        gate.begin(BEES, first, null);
    }

    /** Opens the gate for a device that has the entries up to 6, and is owed these. */
    private void openOwing(Long... entries) {
        gate.open(List.of(new MissedEntries(BEES, false, 6, 6, 6, List.of(entries))), 0, 0);
    }

    private CatchUpStep nextStep() {
        return Objects.requireNonNull(gate.nextStep());
    }

    private void send(long... seqs) {
        LongStream.of(seqs).forEach(seq -> pass(BEES, seq));
    }

    /** Passes an entry like the broker, which reuses the packet id of a packet that was dropped. */
    private void pass(Id conversation, long seq) {
        if (gate.pass(payload(message(conversation, seq)), packetIds + 1, 0) == Decision.PASS) {
            packetIds++;
            passed.add(seq);
        }
    }

    private byte[] promise(String text) {
        byte[] refusal = text.getBytes(UTF_8);
        assertThat(gate.promise(refusal)).isTrue();
        return refusal;
    }

    private void acknowledgeAll() {
        for (int packetId = 1; packetId <= packetIds; packetId++) {
            gate.acknowledge(packetId);
        }
    }

    private void fetchAndSend(long after, long upTo, long... seqs) {
        Set<Long> entries = LongStream.of(seqs).boxed().collect(Collectors.toSet());
        gate.fetched(fetch(after), new FetchResult(after, 0, upTo, entries));
        send(seqs);
    }

    private static CatchUpStep.Fetch fetch(long after) {
        return new CatchUpStep.Fetch(BEES, false, after);
    }

    private static Cursor cursor(long seq, Withheld... withheld) {
        return new Cursor(DID, BEES, seq, true, List.of(withheld));
    }

    private static Down message(Id conversation, long seq) {
        return Down.newBuilder()
                .setMessage(Message.newBuilder()
                        .setConversation(conversation.value())
                        .setSeq(seq)
                        .setFrom(3)
                        .setId(ByteString.copyFrom(new byte[16])))
                .build();
    }

    private static Down gap(long from, long to) {
        return Down.newBuilder()
                .setGap(Gap.newBuilder()
                        .setConversation(BEES.value())
                        .setFrom(from)
                        .setTo(to)
                        .setCount(to - from + 1))
                .build();
    }

    private static ByteBuffer payload(Down down) {
        return ByteBuffer.wrap(Payloads.writeDown(Format.JSON, down));
    }
}
