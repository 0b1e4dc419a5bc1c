package io.waggle.system.history;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.waggle.system.history.ExampleRun.ALICE;
import static io.waggle.system.history.ExampleRun.BOB;
import static io.waggle.system.history.ExampleRun.GROUP;
import static io.waggle.system.history.ExampleRun.PHONE;
import static io.waggle.system.history.ExampleRun.TABLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Each rule accepts what is allowed and reports what violates it. */
class CheckerTest {

    private final ExampleRun story = new ExampleRun();

    // Everything in order
    // ------------------------------------------------------------------------------------------

    @Test
    void check_allInOrder_isClean() {
        story.says(3).connects(PHONE, 5_000).takes(PHONE, 5_000, 1, 2, 3, 4, 5).leaves(PHONE, 6_000);
        story.says(2).connects(PHONE, 7_000).takes(PHONE, 7_000, 6, 7).cursor(PHONE, 7);

        Verdict verdict = story.judge();

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.checked("order")).isEqualTo(7);
        assertThat(verdict.checked("gapless")).isEqualTo(7);
        assertThat(verdict.toString()).startsWith("clean: 3 devices, 2 connections, 7 received");
    }

    // The database
    // -------------------------------------------------------------------------------------------------

    @Test
    void check_numberMissingInTheDatabase_isFound() {
        story.says(1).skipNumber().says(1);

        assertFound("gapless", 4);
    }

    @Test
    void check_sameIdStoredTwice_isFound() {
        story.store(ALICE, "phone", "id", 0).store(ALICE, "phone", "id", 0);

        assertFound("gapless", 4);
    }

    // Acknowledgements
    // -----------------------------------------------------------------------------------------------------

    @Test
    void check_acknowledgedAndStored_isClean() {
        story.says(1).logs("alice's phone", new Event.Sent(1, "id 3", 3), new Event.Sent(1, "id 3", 0));

        assertClean();
    }

    @Test
    void check_acknowledgedAndNotStored_isFound() {
        story.says(1).logs("alice's phone", new Event.Sent(1, "lost", 7));

        assertFound("promises", 7);
    }

    @Test
    void check_acknowledgedWithoutANumberAndEnded_mayHaveBeenRefused() {
        story.says(1).connects(PHONE, 1).logs(PHONE, new Event.Sent(3_500, "lost", 0));
        story.breaks(PHONE, 60_000).connects(PHONE, 60_000).takes(PHONE, 61_000, 1, 2, 3);

        assertClean();
    }

    @Test
    void check_acknowledgedWithoutANumberAndWhatWasStoredBeforeComes_mayHaveBeenRefused() {
        story.says(2).connects(PHONE, 1).logs(PHONE, new Event.Sent(4_000, "lost", 0));
        story.takes(PHONE, 5_000, 1, 2, 3, 4);

        assertClean();
    }

    @Test
    void check_acknowledgedWithoutANumberAndWhatWasStoredLaterComes_isFound() {
        story.says(2).connects(PHONE, 1).logs(PHONE, new Event.Sent(3_999, "lost", 0));
        story.takes(PHONE, 5_000, 1, 2, 3, 4);

        assertFound("promises", 0);
    }

    @Test
    void check_storedUnderAnotherNumber_isFound() {
        story.says(1).logs("alice's phone", new Event.Sent(1, "id 3", 4));

        assertFound("promises", 3);
    }

    @Test
    void check_storedInAnotherGroup_isFound() {
        story.says(1).logs("alice's phone", new Event.Sending(1, "id 3", "to/g/other"), new Event.Sent(1, "id 3", 3));

        assertFound("promises", 3);
    }

    @Test
    void check_refusedAndStored_isFound() {
        story.says(1)
                .logs(
                        "alice's phone",
                        new Event.Sending(1, "id 3", "to/g/group"),
                        new Event.Refused(1, "id 3", "not-a-member"));

        assertFound("promises", 3);
    }

    @Test
    void check_refusedWhenSentAgain_isClean() {
        story.says(1)
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
        story.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3, 3);

        assertFound("order", 3);
    }

    @Test
    void check_descending_isFound() {
        story.says(2).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2).takes(PHONE, 4_000, 4, 3);

        assertThat(story.judge().violations())
                .filteredOn(violation -> violation.rule().equals("order"))
                .extracting(Violation::seq)
                .containsExactly(4L, 3L);
    }

    @Test
    void check_holeOnOneConnection_isFound() {
        story.says(2).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4).breaks(PHONE, 5_000);

        assertFound("order", 4);
    }

    @Test
    void check_holeBehindWhatWasAcknowledged_isFound() {
        story.says(3).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3);
        // It has arrived but was not acknowledged.
        story.logs(PHONE, new Event.Received(4_000, GROUP, 4)).breaks(PHONE, 4_100);
        story.connects(PHONE, 5_000).takes(PHONE, 5_000, 5).breaks(PHONE, 5_100);

        assertFound("order", 5);
    }

    @Test
    void check_holeToldOf_isClean() {
        story.says(4)
                .connects(PHONE, 4_000)
                .logs(PHONE, new Event.Gap(4_000, GROUP, 1, 4), new Event.Acknowledged(4_000, GROUP, 1, 4))
                .takes(PHONE, 4_000, 5, 6);

        assertClean();
    }

    @Test
    void check_gapTwice_isFound() {
        story.says(4)
                .connects(PHONE, 4_000)
                .logs(PHONE, new Event.Gap(4_000, GROUP, 1, 4), new Event.Gap(4_000, GROUP, 1, 4))
                .breaks(PHONE, 5_000);

        assertFound("order", 4);
    }

    @Test
    void check_holeOfExpired_isClean() {
        story.store(ALICE, "a", "short", 3_500).says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4);

        assertClean();
    }

    @Test
    void check_holeOfWhatHasNotExpiredYet_isFound() {
        story.store(ALICE, "a", "short", 4_500).says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4);
        story.breaks(PHONE, 5_000);

        assertFound("order", 4);
    }

    @Test
    void check_ownLeftOut_isClean() {
        story.store(BOB, PHONE, "own", 0).says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4);

        assertClean();
    }

    @Test
    void check_ownSentBack_isFound() {
        story.store(BOB, PHONE, "own", 0).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3);

        assertFound("order", 3);
    }

    @Test
    void check_ownSentBackThoughItWasAcknowledged_isFound() {
        story.connects(PHONE, 1)
                .logs(PHONE, new Event.Sending(2_500, "own", "to/g/group"), new Event.Sent(2_900, "own", 3));
        story.store(BOB, PHONE, "own", 0)
                .breaks(PHONE, 3_000)
                .connects(PHONE, 4_000)
                .takes(PHONE, 4_000, 1, 2, 3);

        assertFound("order", 3);
    }

    @Test
    void check_ownComesInPlaceOfItsAcknowledgement_isClean() {
        story.connects(PHONE, 1).logs(PHONE, new Event.Sending(2_500, "own", "to/g/group"));
        story.store(BOB, PHONE, "own", 0)
                .breaks(PHONE, 3_000)
                .connects(PHONE, 4_000)
                .takes(PHONE, 4_000, 1, 2, 3);

        assertClean();
    }

    @Test
    void check_ownOfAnotherDeviceLeftOut_isFound() {
        story.store(BOB, TABLET, "own", 0).says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 4);
        story.breaks(PHONE, 5_000);

        assertFound("order", 4);
    }

    @Test
    void check_receivedAndNotStored_isFound() {
        story.connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3);

        assertFound("order", 3);
    }

    @Test
    void check_receivedAfterLeaving_isFound() {
        story.change(BOB, Set.of(), Set.of(BOB)).says(2).member(ALICE, 0, 0);
        story.connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3, 4, 5);

        // Entry 4 was sent within the second that a leave may take.
        assertFound("order", 5);
    }

    @Test
    void check_receivedBeforeJoining_isFound() {
        story.change(BOB, Set.of(), Set.of(BOB)).says(3).change(BOB, Set.of(BOB), Set.of());
        story.member(ALICE, 0, 0).member(BOB, 6, 6);
        story.connects(PHONE, 9_000).takes(PHONE, 9_000, 1, 2, 6, 7);

        assertFound("order", 6);
    }

    @Test
    void check_awayWhileNotAMember_isClean() {
        story.says(1).change(BOB, Set.of(), Set.of(BOB)).says(2).change(BOB, Set.of(BOB), Set.of());
        story.member(ALICE, 0, 0).member(BOB, 6, 6);
        // Entries from before the leave did not arrive in time.
        story.connects(PHONE, 9_000).takes(PHONE, 9_000, 1, 2, 7);

        assertClean();
    }

    @Test
    void check_holeFromBeforeLeavingSeenAfterIt_isClean() {
        story.says(3).change(BOB, Set.of(), Set.of(BOB)).member(ALICE, 0, 0);
        story.connects(PHONE, 6_100).takes(PHONE, 6_100, 1, 2, 5);

        assertClean();
    }

    @Test
    void check_holeFromBeforeLeavingSeenBeforeIt_isFound() {
        story.says(3).change(BOB, Set.of(), Set.of(BOB)).member(ALICE, 0, 0);
        story.connects(PHONE, 5_900).takes(PHONE, 5_900, 1, 2, 5);

        assertFound("order", 5);
    }

    // Completeness
    // -------------------------------------------------------------------------------------------------

    @Test
    void check_lastEntriesMissing_isFound() {
        story.says(2).connects(PHONE, 5_000).takes(PHONE, 5_000, 1, 2, 3);

        assertFound("completeness", 4);
    }

    @Test
    void check_lastEntryNotAcknowledged_isFound() {
        story.says(1).connects(PHONE, 5_000).takes(PHONE, 5_000, 1, 2);
        story.logs(PHONE, new Event.Received(5_000, GROUP, 3));

        assertFound("completeness", 3);
    }

    @Test
    void check_nothingForOneThatIsAway_isClean() {
        story.says(2).connects(PHONE, 3_000).takes(PHONE, 3_000, 1, 2).breaks(PHONE, 3_000);

        assertClean();
    }

    @Test
    void check_batchDeviceThatHasNotTakenAll_isFound() {
        story.says(1).connects(TABLET, 5_000).logs(TABLET, new Event.Received(5_000, GROUP, 1));

        assertFound("completeness", 2);
    }

    // Repeats
    // ------------------------------------------------------------------------------------------------------

    @Test
    void check_againAfterAGoodbye_isFound() {
        story.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).leaves(PHONE, 4_000);
        story.connects(PHONE, 4_100).takes(PHONE, 4_100, 3);

        assertFound("repeats", 3);
    }

    @Test
    void check_againAfterAGoodbyeThatMayHaveBeenOvertaken_isClean() {
        story.sees(new Event.LossyNetwork(1));
        story.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).leaves(PHONE, 4_000);
        story.connects(PHONE, 4_100).takes(PHONE, 4_100, 3);

        assertClean();
    }

    @Test
    void check_againThoughItWasSeenToBeStored_isFound() {
        story.sees(new Event.LossyNetwork(1));
        story.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).breaks(PHONE, 4_100);
        story.sees(new Event.StoredCursor(4_050, PHONE, GROUP, 3));
        story.connects(PHONE, 4_200).takes(PHONE, 4_200, 3);

        assertFound("repeats", 3);
    }

    @Test
    void check_againAfterABreak_isClean() {
        story.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).breaks(PHONE, 4_100);
        story.sees(new Event.StoredCursor(4_050, PHONE, GROUP, 2)).sees(new Event.StoredCursor(4_100, PHONE, GROUP, 3));
        story.connects(PHONE, 4_200).takes(PHONE, 4_200, 3);

        assertClean();
    }

    @Test
    void check_againAfterADeathAtThatMoment_isClean() {
        story.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3).leaves(PHONE, 4_000);
        story.sees(new Event.Down(5_000)).sees(new Event.Up(6_000));
        story.connects(PHONE, 7_000).takes(PHONE, 7_000, 3);

        assertClean();
    }

    @Test
    void check_acknowledgedAfterTheGoodbye_mayComeAgain() {
        story.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2).logs(PHONE, new Event.Leaving(4_000));
        story.takes(PHONE, 4_000, 3).logs(PHONE, new Event.Ended(4_000, true));
        story.connects(PHONE, 4_100).takes(PHONE, 4_100, 3);

        assertClean();
    }

    @Test
    void check_acknowledgedBehindWhatWasNot_mayComeAgain() {
        story.says(1).connects(PHONE, 4_000).logs(PHONE, new Event.Received(4_000, GROUP, 1));
        story.takes(PHONE, 4_000, 2, 3).leaves(PHONE, 4_000);
        story.connects(PHONE, 4_100).takes(PHONE, 4_100, 1, 2, 3);

        assertClean();
    }

    // Cursors
    // ------------------------------------------------------------------------------------------------------

    @Test
    void check_cursorBeyondWhatWasAcknowledged_isFound() {
        story.says(2)
                .connects(PHONE, 4_000)
                .takes(PHONE, 4_000, 1, 2, 3)
                .cursor(PHONE, 4)
                .breaks(PHONE, 5_000);

        assertFound("delivery cursors", 4);
    }

    @Test
    void check_cursorTooEarly_isFound() {
        story.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2).takes(PHONE, 4_500, 3);
        story.sees(new Event.StoredCursor(4_400, PHONE, GROUP, 3));

        assertFound("delivery cursors", 3);
    }

    @Test
    void check_batchCursorBeyondWhatWasSaid_isFound() {
        story.connects(TABLET, 4_000)
                .logs(TABLET, new Event.Received(4_000, GROUP, 1), new Event.Received(4_000, GROUP, 2))
                .logs(TABLET, new Event.Acknowledged(4_100, GROUP, 1, 1))
                .cursor(TABLET, 2);

        assertFound("delivery cursors", 2);
    }

    @Test
    void check_cursorGoesBack_isFound() {
        story.says(1).connects(PHONE, 4_000).takes(PHONE, 4_000, 1, 2, 3);
        story.sees(new Event.StoredCursor(4_400, PHONE, GROUP, 3));
        story.sees(new Event.StoredCursor(4_500, PHONE, GROUP, 2));

        assertFound("delivery cursors", 2);
    }

    @Test
    void check_readCursorGoesBack_isFound() {
        story.says(3).member(BOB, 0, 4).member(ALICE, 0, 0);
        story.logs(PHONE, new Event.Read(4_000, 3_900, GROUP, 4), new Event.Read(4_300, 4_200, GROUP, 3));

        assertFound("read cursors", 3);
    }

    @Test
    void check_readCursorsAtTheSameTime_mayCross() {
        story.says(3).member(BOB, 0, 4).member(ALICE, 0, 0);
        story.logs(PHONE, new Event.Read(4_000, 3_900, GROUP, 4));
        story.logs(TABLET, new Event.Read(4_300, 3_950, GROUP, 3));

        assertClean();
    }

    @Test
    void check_storedReadCursorIsBehindWhatWasAnswered_isFound() {
        story.says(3).member(BOB, 0, 3).member(ALICE, 0, 0);
        story.logs(PHONE, new Event.Read(4_000, 3_900, GROUP, 4));

        assertFound("read cursors", 3);
    }

    // Unread
    // -------------------------------------------------------------------------------------------------------

    @Test
    void check_unreadAsItIs_isClean() {
        story.says(3).store(BOB, PHONE, "own", 0).store(ALICE, "a", "short", 6_500);
        story.member(BOB, 0, 3).member(ALICE, 0, 0);
        story.sees(new Event.Unread(9_000, BOB, GROUP, 3, 2));

        assertClean();
    }

    @Test
    void check_unreadMiscounted_isFound() {
        story.says(3).member(BOB, 0, 3).member(ALICE, 0, 0);
        story.sees(new Event.Unread(9_000, BOB, GROUP, 3, 3));

        assertFound("unread", 3);
    }

    @Test
    void check_conversationNotListed_isFound() {
        story.says(3).member(BOB, 0, 3).member(ALICE, 0, 0);
        story.sees(new Event.Unread(9_000, BOB, "another", 0, 0));

        assertFound("unread", 0);
    }

    // Deaths
    // -------------------------------------------------------------------------------------------------------

    @Test
    void check_unpublishedComesInTime_isClean() {
        story.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2);
        story.sees(new Event.Down(3_000)).sees(new Event.Up(4_000)).takes(PHONE, 60_000, 3);
        hearsWhatIsSaidAt(9_001);

        assertClean();
        assertThat(story.judge().checked("replays")).isEqualTo(1);
    }

    @Test
    void check_unpublishedComesBehindWhatWasSaidMuchLater_isFound() {
        story.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2);
        story.sees(new Event.Down(3_000)).sees(new Event.Up(4_000));
        hearsWhatIsSaidAt(9_001).takes(PHONE, 60_000, 3);

        assertFound("replays", 3);
    }

    @Test
    void check_unpublishedComesBehindWhatWasSaidSoonAfter_isClean() {
        story.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2);
        story.sees(new Event.Down(3_000)).sees(new Event.Up(4_000));
        hearsWhatIsSaidAt(9_000).takes(PHONE, 60_000, 3);

        assertClean();
    }

    @Test
    void check_unpublishedComesLateAfterTheDeviceHasComeBack_isFound() {
        story.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2).breaks(PHONE, 3_000);
        story.sees(new Event.Down(3_000)).sees(new Event.Up(4_000)).connects(PHONE, 6_000);
        hearsWhatIsSaidAt(11_001).takes(PHONE, 60_000, 3);

        assertFound("replays", 3);
    }

    @Test
    void check_unpublishedComesLateOnASlowMachine_isClean() {
        story.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1, 2);
        story.sees(new Event.Down(3_000)).sees(new Event.Up(11_000));
        hearsWhatIsSaidAt(18_900).takes(PHONE, 60_000, 3);

        assertClean();
    }

    @Test
    void check_unpublishedForOneThatDoesNotAcknowledge_isClean() {
        story.says(1).connects(PHONE, 2_000).takes(PHONE, 2_000, 1).logs(PHONE, new Event.Received(2_000, GROUP, 2));
        story.sees(new Event.Down(3_000)).sees(new Event.Up(4_000));
        hearsWhatIsSaidAt(9_001).breaks(PHONE, 60_000);

        assertClean();
        assertThat(story.judge().checked("replays")).isZero();
    }

    /** Receives entries in another conversation, at once. */
    private ExampleRun hearsWhatIsSaidAt(long at) {
        return story.storesInPair(at)
                .logs(
                        PHONE,
                        new Event.Received(at, ExampleRun.PAIR, 1),
                        new Event.Acknowledged(at, ExampleRun.PAIR, 1, 1));
    }

    // Files
    // --------------------------------------------------------------------------------------------------------

    @Test
    void read_whatWasWritten_isTheSame(@TempDir Path folder) throws Exception {
        try (EventFile device = new EventFile(folder, "phone");
                EventFile server = new EventFile(folder, "server")) {
            device.add(at -> new Event.Device(1, PHONE, BOB, true));
            device.add(at -> new Event.Received(2, GROUP, 3));
            server.add(at -> new Event.Down(3));
        }

        Run run = Run.read(folder, new Store(Map.of(), Map.of(), List.of(), List.of(), Map.of()));

        assertThat(run.devices())
                .containsExactly(new DeviceLog(
                        PHONE,
                        BOB,
                        true,
                        List.of(new Event.Device(1, PHONE, BOB, true), new Event.Received(2, GROUP, 3))));
        assertThat(run.observations()).containsExactly(new Event.Down(3));
    }

    private void assertClean() {
        assertThat(story.judge().violations()).isEmpty();
    }

    /** Asserts that only this rule is violated, at this entry. */
    private void assertFound(String rule, long seq) {
        assertThat(story.judge().violations())
                .as(rule)
                .extracting(Violation::rule, Violation::seq)
                .containsExactly(tuple(rule, seq));
    }
}
