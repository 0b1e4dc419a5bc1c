package io.waggle.system.history;

import io.waggle.system.history.Event.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.waggle.system.history.Event.Outcome.ACKNOWLEDGED;
import static io.waggle.system.history.Event.Outcome.REFUSED;
import static io.waggle.system.history.Event.Outcome.UNKNOWN;
import static io.waggle.system.history.ExampleRun.ALICE;
import static io.waggle.system.history.ExampleRun.BOB;
import static io.waggle.system.history.ExampleRun.GROUP;
import static io.waggle.system.history.ExampleRun.PHONE;
import static io.waggle.system.history.ExampleRun.TABLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Each rule accepts what is allowed and reports what violates it. */
class CheckerTest {

    private final ExampleRun run = new ExampleRun();

    // No violation
    // ------------------------------------------------------------------------------------------

    @Test
    void check_allInOrder_isClean() {
        run.says(3).connects(PHONE, 5_000).takes(PHONE, 5_000, 1, 2, 3, 4, 5).leaves(PHONE, 6_000);
        run.says(2).connects(PHONE, 7_000).takes(PHONE, 7_000, 6, 7).cursor(PHONE, 7);

        Verdict verdict = run.judge();

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.checked("order")).isEqualTo(7);
        assertThat(verdict.checked("gapless")).isEqualTo(7);
        assertThat(verdict.toString()).startsWith("clean: 3 devices, 2 connections, 7 received");
    }

    // The database
    // -------------------------------------------------------------------------------------------------

    @Test
    void check_numberMissingInTheDatabase_isFound() {
        run.says(1).skipNumber().says(1);

        assertFound("gapless", 4);
    }

    @Test
    void check_sameIdStoredTwice_isFound() {
        run.store(ALICE, "phone", "id", 0).store(ALICE, "phone", "id", 0);

        assertFound("gapless", 4);
    }

    // Acknowledgements
    // -----------------------------------------------------------------------------------------------------

    @Test
    void check_acknowledgedAndStored_isClean() {
        run.says(1).logs("alice's phone", new Event.Sent(1, "id 3", 3), new Event.Sent(1, "id 3", 0));

        assertClean();
    }

    @Test
    void check_acknowledgedAndNotStored_isFound() {
        run.says(1).logs("alice's phone", new Event.Sent(1, "lost", 7));

        assertFound("acknowledgements", 7);
    }

    @Test
    void check_acknowledgedWithoutNumberThenEnded_isClean() {
        run.says(1).connects(PHONE, 1).logs(PHONE, new Event.Sent(3_500, "lost", 0));
        run.breaks(PHONE, 60_000).connects(PHONE, 60_000).takes(PHONE, 61_000, 1, 2, 3);

        assertClean();
    }

    @Test
    void check_acknowledgedWithoutNumberThenEarlierEntryReceived_isClean() {
        run.says(2).connects(PHONE, 1).logs(PHONE, new Event.Sent(4_000, "lost", 0));
        run.takes(PHONE, 5_000, 1, 2, 3, 4);

        assertClean();
    }

    @Test
    void check_acknowledgedWithoutNumberThenLaterEntryReceived_isFound() {
        run.says(2).connects(PHONE, 1).logs(PHONE, new Event.Sent(3_999, "lost", 0));
        run.takes(PHONE, 5_000, 1, 2, 3, 4);

        assertFound("acknowledgements", 0);
    }

    @Test
    void check_storedUnderAnotherNumber_isFound() {
        run.says(1).logs("alice's phone", new Event.Sent(1, "id 3", 4));

        assertFound("acknowledgements", 3);
    }

    @Test
    void check_storedInAnotherGroup_isFound() {
        run.says(1).logs("alice's phone", new Event.Sending(1, "id 3", "to/g/other"), new Event.Sent(1, "id 3", 3));

        assertFound("acknowledgements", 3);
    }

    @Test
    void check_refusedAndStored_isFound() {
        run.says(1)
                .logs(
                        "alice's phone",
                        new Event.Sending(1, "id 3", "to/g/group"),
                        new Event.Refused(1, "id 3", "not-a-member"));

        assertFound("acknowledgements", 3);
    }

    @Test
    void check_refusedWhenSentAgain_isClean() {
        run.says(1)
                .logs(
                        "alice's phone",
                        new Event.Sending(1, "id 3", "to/g/group"),
                        new Event.Sending(1, "id 3", "to/g/group"),
                        new Event.Refused(1, "id 3", "not-a-member"));

        assertClean();
    }

    // Order
    // --------------------------------------------------------------------------------------------------------

    @Test
    void check_twiceOnOneConnection_isFound() {
        run.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3, 3);

        assertFound("order", 3);
    }

    @Test
    void check_descending_isFound() {
        run.says(2).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2).takes(PHONE, 4_000, 4, 3);

        assertThat(run.judge().violations())
                .filteredOn(violation -> violation.rule().equals("order"))
                .extracting(Violation::seq)
                .containsExactly(4L, 3L);
    }

    @Test
    void check_holeOnOneConnection_isFound() {
        run.says(2).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4).breaks(PHONE, 5_000);

        assertFound("order", 4);
    }

    @Test
    void check_holeAfterTheLastAcknowledgement_isFound() {
        run.says(3).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3);
        // It has arrived but was not acknowledged.
        run.logs(PHONE, new Event.Received(4_000, GROUP, 4)).breaks(PHONE, 4_100);
        run.connects(PHONE, 5_000).takes(PHONE, 5_000, 5).breaks(PHONE, 5_100);

        assertFound("order", 5);
    }

    @Test
    void check_holeWithGapNotice_isClean() {
        run.says(4)
                .connects(PHONE, 4_000)
                .logs(PHONE, new Event.Gap(4_000, GROUP, 1, 4), new Event.Acknowledged(4_000, GROUP, 1, 4))
                .takes(PHONE, 4_000, 5, 6);

        assertClean();
    }

    @Test
    void check_gapTwice_isFound() {
        run.says(4)
                .connects(PHONE, 4_000)
                .logs(PHONE, new Event.Gap(4_000, GROUP, 1, 4), new Event.Gap(4_000, GROUP, 1, 4))
                .breaks(PHONE, 5_000);

        assertFound("order", 4);
    }

    @Test
    void check_holeOfExpiredEntries_isClean() {
        run.store(ALICE, "a", "short", 3_500).says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4);

        assertClean();
    }

    @Test
    void check_holeOfEntriesInTheirLastSecond_isClean() {
        run.store(ALICE, "a", "short", 4_900).says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4);

        assertClean();
    }

    @Test
    void check_holeOfEntriesNotYetExpired_isFound() {
        run.store(ALICE, "a", "short", 5_100).says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4);
        run.breaks(PHONE, 5_000);

        assertFound("order", 4);
    }

    @Test
    void check_ownMessageNotReceived_isClean() {
        run.store(BOB, PHONE, "own", 0).says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4);

        assertClean();
    }

    @Test
    void check_ownMessageReceived_isFound() {
        run.store(BOB, PHONE, "own", 0).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3);

        assertFound("order", 3);
    }

    @Test
    void check_ownMessageReceivedAfterItsAcknowledgement_isFound() {
        run.connects(PHONE, 1)
                .logs(PHONE, new Event.Sending(2_500, "own", "to/g/group"), new Event.Sent(2_900, "own", 3));
        run.store(BOB, PHONE, "own", 0)
                .breaks(PHONE, 3_000)
                .connects(PHONE, 4_000)
                .takes(PHONE, 4_000, 1, 2, 3);

        assertFound("order", 3);
    }

    @Test
    void check_ownMessageReceivedInsteadOfItsAcknowledgement_isClean() {
        run.connects(PHONE, 1).logs(PHONE, new Event.Sending(2_500, "own", "to/g/group"));
        run.store(BOB, PHONE, "own", 0)
                .breaks(PHONE, 3_000)
                .connects(PHONE, 4_000)
                .takes(PHONE, 4_000, 1, 2, 3);

        assertClean();
    }

    @Test
    void check_messageOfOwnOtherDeviceNotReceived_isFound() {
        run.store(BOB, TABLET, "own", 0).says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4);
        run.breaks(PHONE, 5_000);

        assertFound("order", 4);
    }

    @Test
    void check_receivedAndNotStored_isFound() {
        run.connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3);

        assertFound("order", 3);
    }

    @Test
    void check_receivedAfterLeaving_isFound() {
        run.change(BOB, Set.of(), Set.of(BOB)).says(2).member(ALICE, 0, 0);
        run.connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3, 4, 5);

        // Entry 4 was sent within the second that a leave may take.
        assertFound("order", 5);
    }

    @Test
    void check_receivedBeforeJoining_isFound() {
        run.change(BOB, Set.of(), Set.of(BOB)).says(3).change(BOB, Set.of(BOB), Set.of());
        run.member(ALICE, 0, 0).member(BOB, 6, 6);
        run.connects(PHONE, 9_000).takes(PHONE, 9_000, 1, 2, 6, 7);

        assertFound("order", 6);
    }

    @Test
    void check_offlineWhileNotAMember_isClean() {
        run.says(1).change(BOB, Set.of(), Set.of(BOB)).says(2).change(BOB, Set.of(BOB), Set.of());
        run.member(ALICE, 0, 0).member(BOB, 6, 6);
        // Entries from before the leave did not arrive in time.
        run.connects(PHONE, 9_000).takes(PHONE, 9_000, 1, 2, 7);

        assertClean();
    }

    @Test
    void check_holeFromBeforeLeavingReceivedAfterIt_isClean() {
        run.says(3).change(BOB, Set.of(), Set.of(BOB)).member(ALICE, 0, 0);
        run.connects(PHONE, 6_100).takes(PHONE, 6_100, 1, 2, 5);

        assertClean();
    }

    @Test
    void check_holeFromBeforeLeavingReceivedBeforeIt_isFound() {
        run.says(3).change(BOB, Set.of(), Set.of(BOB)).member(ALICE, 0, 0);
        run.connects(PHONE, 5_900).takes(PHONE, 5_900, 1, 2, 5);

        assertFound("order", 5);
    }

    // Completeness
    // -------------------------------------------------------------------------------------------------

    @Test
    void check_lastEntriesMissing_isFound() {
        run.says(2).connects(PHONE, 5_000).takes(PHONE, 5_000, 1, 2, 3);

        assertFound("completeness", 4);
    }

    @Test
    void check_lastEntryNotAcknowledged_isFound() {
        run.says(1).connects(PHONE, 5_000).takes(PHONE, 5_000, 1, 2);
        run.logs(PHONE, new Event.Received(5_000, GROUP, 3));

        assertFound("completeness", 3);
    }

    @Test
    void check_disconnectedDevice_isClean() {
        run.says(2).connects(PHONE, 3_000).takes(PHONE, 3_000, 1, 2).breaks(PHONE, 3_000);

        assertClean();
    }

    @Test
    void check_batchDeviceWithMissingEntries_isFound() {
        run.says(1).connects(TABLET, 5_000).logs(TABLET, new Event.Received(5_000, GROUP, 1));

        assertFound("completeness", 2);
    }

    // Repeats
    // ------------------------------------------------------------------------------------------------------

    @Test
    void check_repeatedAfterDisconnect_isFound() {
        run.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).leaves(PHONE, 4_000);
        run.connects(PHONE, 4_100).takes(PHONE, 4_100, 3);

        assertFound("repeats", 3);
    }

    @Test
    void check_repeatedAfterDisconnectOnALossyNetwork_isClean() {
        run.sees(new Event.LossyNetwork(1));
        run.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).leaves(PHONE, 4_000);
        run.connects(PHONE, 4_100).takes(PHONE, 4_100, 3);

        assertClean();
    }

    @Test
    void check_repeatedAfterItsCursorWasStored_isFound() {
        run.sees(new Event.LossyNetwork(1));
        run.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).breaks(PHONE, 4_100);
        run.sees(new Event.StoredCursor(4_050, PHONE, GROUP, 3));
        run.connects(PHONE, 4_200).takes(PHONE, 4_200, 3);

        assertFound("repeats", 3);
    }

    @Test
    void check_repeatedAfterABrokenConnection_isClean() {
        run.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).breaks(PHONE, 4_100);
        run.sees(new Event.StoredCursor(4_050, PHONE, GROUP, 2)).sees(new Event.StoredCursor(4_100, PHONE, GROUP, 3));
        run.connects(PHONE, 4_200).takes(PHONE, 4_200, 3);

        assertClean();
    }

    @Test
    void check_repeatedAfterAKillAtThatMoment_isClean() {
        run.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).leaves(PHONE, 4_000);
        run.sees(new Event.Down(5_000)).sees(new Event.Up(6_000));
        run.connects(PHONE, 7_000).takes(PHONE, 7_000, 3);

        assertClean();
    }

    @Test
    void check_repeatedAfterBeingAcknowledgedAfterDisconnect_isClean() {
        run.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2).logs(PHONE, new Event.Leaving(4_000));
        run.takes(PHONE, 4_000, 3).logs(PHONE, new Event.Ended(4_000, true));
        run.connects(PHONE, 4_100).takes(PHONE, 4_100, 3);

        assertClean();
    }

    @Test
    void check_repeatedAfterBeingAcknowledgedOutOfOrder_isClean() {
        run.says(1).connects(PHONE, 4_000).logs(PHONE, new Event.Received(4_000, GROUP, 1));
        run.takes(PHONE, 4_000, 2, 3).leaves(PHONE, 4_000);
        run.connects(PHONE, 4_100).takes(PHONE, 4_100, 1, 2, 3);

        assertClean();
    }

    // Cursors
    // ------------------------------------------------------------------------------------------------------

    @Test
    void check_cursorBeyondTheAcknowledgements_isFound() {
        run.says(2)
                .connects(PHONE, 4_000)
                .takes(PHONE, 4_000, 1, 2, 3)
                .cursor(PHONE, 4)
                .breaks(PHONE, 5_000);

        assertFound("delivery cursors", 4);
    }

    @Test
    void check_cursorTooEarly_isFound() {
        run.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2).takes(PHONE, 4_500, 3);
        run.sees(new Event.StoredCursor(4_400, PHONE, GROUP, 3));

        assertFound("delivery cursors", 3);
    }

    @Test
    void check_batchCursorBeyondTheAcknowledgements_isFound() {
        run.connects(TABLET, 4_000)
                .logs(TABLET, new Event.Received(4_000, GROUP, 1), new Event.Received(4_000, GROUP, 2))
                .logs(TABLET, new Event.Acknowledged(4_100, GROUP, 1, 1))
                .cursor(TABLET, 2);

        assertFound("delivery cursors", 2);
    }

    @Test
    void check_cursorGoesBack_isFound() {
        run.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3);
        run.sees(new Event.StoredCursor(4_400, PHONE, GROUP, 3));
        run.sees(new Event.StoredCursor(4_500, PHONE, GROUP, 2));

        assertFound("delivery cursors", 2);
    }

    @Test
    void check_readCursorGoesBack_isFound() {
        run.says(3).member(BOB, 0, 4).member(ALICE, 0, 0);
        run.logs(PHONE, new Event.Read(4_000, 3_900, GROUP, 4), new Event.Read(4_300, 4_200, GROUP, 3));

        assertFound("read cursors", 3);
    }

    @Test
    void check_readCursorsAtTheSameTime_isClean() {
        run.says(3).member(BOB, 0, 4).member(ALICE, 0, 0);
        run.logs(PHONE, new Event.Read(4_000, 3_900, GROUP, 4));
        run.logs(TABLET, new Event.Read(4_300, 3_950, GROUP, 3));

        assertClean();
    }

    @Test
    void check_storedReadCursorBeforeTheAnsweredOne_isFound() {
        run.says(3).member(BOB, 0, 3).member(ALICE, 0, 0);
        run.logs(PHONE, new Event.Read(4_000, 3_900, GROUP, 4));

        assertFound("read cursors", 3);
    }

    // Unread
    // -------------------------------------------------------------------------------------------------------

    @Test
    void check_unreadCorrect_isClean() {
        run.says(3).store(BOB, PHONE, "own", 0).store(ALICE, "a", "short", 6_500);
        run.member(BOB, 0, 3).member(ALICE, 0, 0);
        run.sees(new Event.Unread(9_000, BOB, GROUP, 3, 2));

        assertClean();
    }

    @Test
    void check_unreadMiscounted_isFound() {
        run.says(3).member(BOB, 0, 3).member(ALICE, 0, 0);
        run.sees(new Event.Unread(9_000, BOB, GROUP, 3, 3));

        assertFound("unread", 3);
    }

    @Test
    void check_conversationNotListed_isFound() {
        run.says(3).member(BOB, 0, 3).member(ALICE, 0, 0);
        run.sees(new Event.Unread(9_000, BOB, "another", 0, 0));

        assertFound("unread", 0);
    }

    // Outages
    // -------------------------------------------------------------------------------------------------------

    @Test
    void check_entryBeforeKillReceivedInTime_isClean() {
        run.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2);
        run.sees(new Event.Down(3_000)).sees(new Event.Up(4_000)).takes(PHONE, 60_000, 3);
        receivesPairMessageAt(9_001);

        assertClean();
        assertThat(run.judge().checked("delivery after outage")).isEqualTo(1);
    }

    @Test
    void check_entryBeforeKillReceivedAfterAMuchLaterEntry_isFound() {
        run.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2);
        run.sees(new Event.Down(3_000)).sees(new Event.Up(4_000));
        receivesPairMessageAt(9_001).takes(PHONE, 60_000, 3);

        assertFound("delivery after outage", 3);
    }

    @Test
    void check_entryBeforeKillReceivedAfterASoonFollowingEntry_isClean() {
        run.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2);
        run.sees(new Event.Down(3_000)).sees(new Event.Up(4_000));
        receivesPairMessageAt(9_000).takes(PHONE, 60_000, 3);

        assertClean();
    }

    @Test
    void check_entryBeforeKillReceivedLateAfterReconnect_isFound() {
        run.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2).breaks(PHONE, 3_000);
        run.sees(new Event.Down(3_000)).sees(new Event.Up(4_000)).connects(PHONE, 6_000);
        receivesPairMessageAt(11_001).takes(PHONE, 60_000, 3);

        assertFound("delivery after outage", 3);
    }

    @Test
    void check_entryBeforeKillReceivedLateAfterALongOutage_isClean() {
        run.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2);
        run.sees(new Event.Down(3_000)).sees(new Event.Up(11_000));
        receivesPairMessageAt(18_900).takes(PHONE, 60_000, 3);

        assertClean();
    }

    @Test
    void check_entryBeforeKillAndDeviceDoesNotAcknowledge_isClean() {
        run.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1).logs(PHONE, new Event.Received(2_000, GROUP, 2));
        run.sees(new Event.Down(3_000)).sees(new Event.Up(4_000));
        receivesPairMessageAt(9_001).breaks(PHONE, 60_000);

        assertClean();
        assertThat(run.judge().checked("delivery after outage")).isZero();
    }

    /** Bob receives and acknowledges a message of the pair. */
    private ExampleRun receivesPairMessageAt(long at) {
        return run.storesInPair(at)
                .logs(
                        PHONE,
                        new Event.Received(at, ExampleRun.PAIR, 1),
                        new Event.Acknowledged(at, ExampleRun.PAIR, 1, 1));
    }

    // Changes of messages
    // ------------------------------------------------------------------------------------------

    @Test
    void check_contentReceivedBeforeItsRecall_isClean() {
        run.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2).receives(PHONE, 3_100, 3, 3, "id 3");
        run.does(ALICE, Operation.RECALL, 3, "", 4_000, ACKNOWLEDGED)
                .isRecalled(3)
                .records(Operation.RECALL, 3);
        run.receives(PHONE, 4_200, 4, 3, "");

        assertClean();
        assertThat(run.judge().checked("contents")).isEqualTo(2);
        assertThat(run.judge().checked("change entries")).isEqualTo(1);
    }

    /** The message was on its way. */
    @Test
    void check_contentReceivedAfterItsRecallOnAnOlderConnection_isClean() {
        run.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2);
        run.does(ALICE, Operation.RECALL, 3, "", 4_000, ACKNOWLEDGED)
                .isRecalled(3)
                .records(Operation.RECALL, 3);
        run.receives(PHONE, 4_200, 3, 3, "id 3").receives(PHONE, 4_200, 4, 3, "");

        assertClean();
    }

    @Test
    void check_contentReceivedOnAConnectionAfterItsRecall_isFound() {
        run.says(1).does(ALICE, Operation.RECALL, 3, "", 3_500, ACKNOWLEDGED).isRecalled(3);
        run.records(Operation.RECALL, 3).connects(PHONE, 4_500).takes(PHONE, 4_500, 1, 2);
        run.receives(PHONE, 4_600, 3, 3, "id 3").receives(PHONE, 4_600, 4, 3, "");

        assertFound("contents", 3);
    }

    @Test
    void check_contentInHistoryAfterItsRecall_isFound() {
        run.says(1).does(ALICE, Operation.RECALL, 3, "", 3_500, ACKNOWLEDGED).isRecalled(3);
        run.records(Operation.RECALL, 3).shows(3, "id 3", Map.of(), 0, 5_000);

        assertFound("contents", 3);
    }

    @Test
    void check_contentQuotedAfterItsRecall_isFound() {
        run.says(1).does(ALICE, Operation.RECALL, 3, "", 3_500, ACKNOWLEDGED).isRecalled(3);
        run.records(Operation.RECALL, 3).logs(PHONE, new Event.Excerpt(5_000, 4_500, GROUP, 3, "id 3"));

        assertFound("contents", 3);
    }

    @Test
    void check_contentQuotedOnAnOlderConnection_isClean() {
        run.says(1).does(ALICE, Operation.RECALL, 3, "", 3_500, ACKNOWLEDGED).isRecalled(3);
        run.records(Operation.RECALL, 3).logs(PHONE, new Event.Excerpt(5_000, 3_000, GROUP, 3, "id 3"));

        assertClean();
    }

    @Test
    void check_contentInHistoryAfterARecallWithoutAnswer_isClean() {
        run.says(1).does(ALICE, Operation.RECALL, 3, "", 3_500, UNKNOWN).shows(3, "id 3", Map.of(), 0, 5_000);

        assertClean();
    }

    @Test
    void check_contentInHistoryAfterItsExpiry_isFound() {
        run.store(ALICE, "alice's phone", "id 3", 4_000).shows(3, "id 3", Map.of(), 0, 5_000);

        assertFound("contents", 3);
    }

    @Test
    void check_contentMissingWithoutARecall_isFound() {
        run.says(1).does(ALICE, Operation.RECALL, 3, "", 3_500, REFUSED).shows(3, "", Map.of(), 0, 5_000);

        assertFound("contents", 3);
    }

    @Test
    void check_editShown_isClean() {
        run.says(1).does(ALICE, Operation.EDIT, 3, "new", 3_500, ACKNOWLEDGED).records(Operation.EDIT, 3);
        run.shows(3, "new", Map.of(), 1, 5_000);

        assertClean();
    }

    @Test
    void check_originalShownAfterAnEdit_isFound() {
        run.says(1).does(ALICE, Operation.EDIT, 3, "new", 3_500, ACKNOWLEDGED).records(Operation.EDIT, 3);
        run.shows(3, "id 3", Map.of(), 0, 5_000);

        assertFound("contents", 3);
    }

    @Test
    void check_earlierEditShownAfterALater_isFound() {
        run.says(1).does(ALICE, Operation.EDIT, 3, "new", 3_500, ACKNOWLEDGED).records(Operation.EDIT, 3);
        run.does(ALICE, Operation.EDIT, 3, "newer", 4_500, ACKNOWLEDGED).records(Operation.EDIT, 3);
        run.shows(3, "new", Map.of(), 0, 6_000);

        assertFound("contents", 3);
    }

    @Test
    void check_eitherOfTwoEditsAtTheSameTimeShown_isClean() {
        run.says(1).does(ALICE, Operation.EDIT, 3, "new", 3_500, ACKNOWLEDGED).records(Operation.EDIT, 3);
        run.does(ALICE, Operation.EDIT, 3, "newer", 3_550, ACKNOWLEDGED).records(Operation.EDIT, 3);
        run.shows(3, "new", Map.of(), 2, 6_000);

        assertClean();
    }

    @Test
    void check_textThatNobodySent_isFound() {
        run.says(1).shows(3, "something else", Map.of(), 0, 5_000);

        assertFound("contents", 3);
    }

    @Test
    void check_amendedEntryNotAmongTheAmended_isFound() {
        run.says(1).sees(new Event.Shown(5_000, 5_000, BOB, GROUP, 3, false, "id 3", Map.of(), 7));

        assertFound("contents", 3);
    }

    @Test
    void check_recallAcknowledgedAndNotRecalled_isFound() {
        run.says(1).does(ALICE, Operation.RECALL, 3, "", 3_500, ACKNOWLEDGED);

        assertFound("change entries", 3);
    }

    @Test
    void check_recallRecordedTwice_isFound() {
        run.says(1).does(ALICE, Operation.RECALL, 3, "", 3_500, ACKNOWLEDGED).isRecalled(3);
        run.records(Operation.RECALL, 3).records(Operation.RECALL, 3);

        assertFound("change entries", 3);
    }

    @Test
    void check_editAcknowledgedAndNotRecorded_isFound() {
        run.says(1).does(ALICE, Operation.EDIT, 3, "new", 3_500, ACKNOWLEDGED);

        assertFound("change entries", 3);
    }

    @Test
    void check_editAcknowledgedAfterTheRecall_isFound() {
        run.says(1).does(ALICE, Operation.RECALL, 3, "", 3_500, ACKNOWLEDGED).isRecalled(3);
        run.records(Operation.RECALL, 3).does(ALICE, Operation.EDIT, 3, "new", 4_500, ACKNOWLEDGED);
        run.records(Operation.EDIT, 3);

        assertFound("change entries", 3);
    }

    @Test
    void check_pinnedAndUnpinned_isClean() {
        run.says(2).does(ALICE, Operation.PIN, 3, "", 4_500, ACKNOWLEDGED).records(Operation.PIN, 3);
        run.does(ALICE, Operation.UNPIN, 3, "", 5_500, ACKNOWLEDGED).records(Operation.UNPIN, 3);
        run.does(BOB, Operation.PIN, 4, "", 4_500, ACKNOWLEDGED)
                .records(Operation.PIN, 4)
                .isPinned(4);

        assertClean();
        assertThat(run.judge().checked("pins")).isEqualTo(2);
    }

    @Test
    void check_pinAcknowledgedAndNotPinned_isFound() {
        run.says(1).does(ALICE, Operation.PIN, 3, "", 3_500, ACKNOWLEDGED);

        assertFound("pins", 3);
    }

    @Test
    void check_pinRecordedTwice_isFound() {
        run.says(1).does(ALICE, Operation.PIN, 3, "", 3_500, ACKNOWLEDGED).isPinned(3);
        run.does(BOB, Operation.PIN, 3, "", 3_500, ACKNOWLEDGED);
        run.records(Operation.PIN, 3).records(Operation.PIN, 3);

        assertFound("pins", 5);
    }

    @Test
    void check_lastReactionStoredAndCounted_isClean() {
        run.says(1).does(BOB, Operation.REACT, 3, "👍", 3_500, ACKNOWLEDGED);
        run.does(BOB, Operation.REACT, 3, "🐝", 4_500, ACKNOWLEDGED).hasReaction(3, BOB, "🐝");
        run.shows(3, "id 3", Map.of("🐝", 1), 2, 6_000);

        assertClean();
        assertThat(run.judge().checked("reactions")).isEqualTo(1);
    }

    @Test
    void check_acknowledgedReactionNotStored_isFound() {
        run.says(1).does(BOB, Operation.REACT, 3, "👍", 3_500, ACKNOWLEDGED);

        assertFound("reactions", 3);
    }

    @Test
    void check_replacedReactionStored_isFound() {
        run.says(1).does(BOB, Operation.REACT, 3, "👍", 3_500, ACKNOWLEDGED);
        run.does(BOB, Operation.REACT, 3, "🐝", 4_500, ACKNOWLEDGED).hasReaction(3, BOB, "👍");

        assertFound("reactions", 3);
    }

    @Test
    void check_removedReactionStored_isFound() {
        run.says(1).does(BOB, Operation.REACT, 3, "👍", 3_500, ACKNOWLEDGED);
        run.does(BOB, Operation.UNREACT, 3, "👍", 4_500, ACKNOWLEDGED).hasReaction(3, BOB, "👍");

        assertFound("reactions", 3);
    }

    @Test
    void check_wrongCountShown_isFound() {
        run.says(1).does(BOB, Operation.REACT, 3, "👍", 3_500, ACKNOWLEDGED).hasReaction(3, BOB, "👍");
        run.sees(new Event.Shown(5_000, 5_000, BOB, GROUP, 3, true, "id 3", Map.of("👍", 2), 1));

        assertFound("reactions", 3);
    }

    @Test
    void check_reactionOfARecalledMessage_isFound() {
        run.says(1).does(BOB, Operation.RECALL, 3, "", 3_500, ACKNOWLEDGED).isRecalled(3);
        run.records(Operation.RECALL, 3);
        run.sees(new Event.Shown(5_000, 5_000, BOB, GROUP, 3, true, "", Map.of("👍", 1), 2));

        assertFound("reactions", 3);
    }

    @Test
    void check_recalledMessageCountedAsUnread_isFound() {
        run.says(1).isRecalled(3).member(ALICE, 0, 0).member(BOB, 0, 0);
        run.sees(new Event.Unread(9_000, BOB, GROUP, 0, 1));

        assertFound("unread", 0);
    }

    // Files
    // --------------------------------------------------------------------------------------------------------

    @Test
    void read_writtenLog_isTheSame(@TempDir Path folder) throws Exception {
        try (EventFile device = new EventFile(folder, "phone");
                EventFile server = new EventFile(folder, "server")) {
            device.add(at -> new Event.Device(1, PHONE, BOB, true));
            device.add(at -> new Event.Received(2, GROUP, 3));
            server.add(at -> new Event.Down(3));
        }

        Run read = Run.read(
                folder, new Store(Map.of(), Map.of(), List.of(), List.of(), Map.of(), Set.of(), Set.of(), List.of()));

        assertThat(read.devices())
                .containsExactly(new DeviceLog(
                        PHONE,
                        BOB,
                        true,
                        List.of(new Event.Device(1, PHONE, BOB, true), new Event.Received(2, GROUP, 3))));
        assertThat(read.observations()).containsExactly(new Event.Down(3));
    }

    private void assertClean() {
        assertThat(run.judge().violations()).isEmpty();
    }

    /** Asserts that only this rule is violated, at this entry. */
    private void assertFound(String rule, long seq) {
        assertThat(run.judge().violations())
                .as(rule)
                .extracting(Violation::rule, Violation::seq)
                .containsExactly(tuple(rule, seq));
    }
}
