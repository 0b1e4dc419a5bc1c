package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeClockTest {

    private static final Id ANN = new Id(1);
    private static final Id BOB = new Id(2);
    private static final Id CAROL = new Id(3);
    private static final Conversation PAIR = new Conversation.Pair(new Id(10), ANN, BOB);
    private static final Conversation GROUP = new Conversation.Group(new Id(11));
    private static final int MORE_THAN_REMEMBERED = 100_001;

    private final ChangeClock clock = new ChangeClock();

    @Test
    void changeOfAConversation_voidsItsPermits() {
        Permit before = permit(ANN, GROUP);
        clock.changed(GROUP.id());

        assertThat(clock.holds(before)).isFalse();
        assertThat(clock.holds(permit(ANN, GROUP))).isTrue();
        assertThat(clock.holds(permit(ANN, PAIR))).isTrue();
    }

    @Test
    void changeOfAUser_voidsThePermitsOfBothInAPair() {
        Permit bobs = permit(BOB, PAIR);
        Permit anns = permit(ANN, PAIR);
        clock.changed(ANN);

        assertThat(clock.holds(anns)).isFalse();
        assertThat(clock.holds(bobs)).isFalse();
    }

    @Test
    void changeOfAMember_voidsOnlyTheMembersPermit() {
        Permit bobs = permit(BOB, GROUP);
        Permit anns = permit(ANN, GROUP);
        clock.changed(ANN);

        assertThat(clock.holds(anns)).isFalse();
        assertThat(clock.holds(bobs)).isTrue();
    }

    /** The database may have answered before the change was committed. */
    @Test
    void changeWhileAPermitIsAskedFor_voidsIt() {
        long askedAt = clock.now();
        clock.changed(BOB);

        assertThat(clock.holds(new Permit(ANN, PAIR, askedAt))).isFalse();
    }

    @Test
    void changeOfAll_voidsAllPermits() {
        Permit before = permit(ANN, PAIR);
        clock.allChanged();

        assertThat(clock.holds(before)).isFalse();
        assertThat(clock.holds(permit(ANN, PAIR))).isTrue();
    }

    @Test
    void forgottenChanges_voidWhatIsOlder() {
        Permit before = permit(ANN, PAIR);
        clock.changed(CAROL);
        Permit after = permit(ANN, PAIR);
        for (int i = 1; i <= MORE_THAN_REMEMBERED - 1; i++) {
            clock.changed(new Id(1_000 + i));
        }

        assertThat(clock.holds(before)).isFalse();
        assertThat(clock.holds(after)).isTrue();
    }

    private Permit permit(Id holder, Conversation conversation) {
        return new Permit(holder, conversation, clock.now());
    }
}
