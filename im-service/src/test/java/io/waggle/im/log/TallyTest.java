package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.ReactionCount;
import io.waggle.protocol.v1.Reactions;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TallyTest {

    private static final EntryRef MESSAGE = new EntryRef(new Id(100), 17);
    private static final Id ANN = new Id(1);
    private static final Id BEN = new Id(2);
    private static final ReactionRow STORED = new ReactionRow(MESSAGE.conversationId(), MESSAGE.seq(), ANN, "up", 5);

    @Test
    void add_second_replacesTheFirst() {
        Tally tally = tally(1, STORED);

        assertThat(tally.apply(add(ANN, "down", 1), 9)).isTrue();

        assertThat(counts(tally)).containsExactly("down 1");
        assertThat(tally.deleted()).containsExactly(STORED);
        assertThat(tally.inserted())
                .containsExactly(new ReactionRow(MESSAGE.conversationId(), MESSAGE.seq(), ANN, "down", 9));
    }

    @Test
    void add_same_changesNothing() {
        Tally tally = tally(1, STORED);

        assertThat(tally.apply(add(ANN, "up", 1), 9)).isFalse();

        assertThat(tally.inserted()).isEmpty();
        assertThat(tally.deleted()).isEmpty();
    }

    @Test
    void removeAndAdd_same_isTheSameRow() {
        Tally tally = tally(1, STORED);

        assertThat(tally.apply(remove(ANN, "up"), 9)).isTrue();
        assertThat(tally.apply(add(ANN, "up", 1), 9)).isTrue();

        assertThat(tally.inserted()).isEmpty();
        assertThat(tally.deleted()).isEmpty();
        assertThat(counts(tally)).containsExactly("up 1");
    }

    @Test
    void remove_anothersReaction_changesNothing() {
        Tally tally = tally(1, STORED);

        assertThat(tally.apply(remove(BEN, "up"), 9)).isFalse();

        assertThat(counts(tally)).containsExactly("up 1");
    }

    @Test
    void add_moreThanAUserMay_isRefusedAndChangesNothing() {
        Tally tally = tally(1, STORED);
        tally.apply(add(ANN, "down", 2), 9);

        assertRefused(tally, add(ANN, "heart", 2));

        assertThat(counts(tally)).containsExactly("up 1", "down 1");
    }

    @Test
    void add_fiftyFirstEmoji_isRefusedUnlessItReplacesOne() {
        Reactions fifty = Reactions.newBuilder()
                .addAllCounts(IntStream.range(0, Tally.EMOJI_MAX)
                        .mapToObj(i -> ReactionCount.newBuilder()
                                .setEmoji(i == 0 ? "up" : "emoji " + i)
                                .setCount(1)
                                .build())
                        .toList())
                .build();
        Tally tally = new Tally(MESSAGE, fifty, List.of(STORED), false);

        assertRefused(tally, add(BEN, "new", 1));
        assertThat(tally.apply(add(BEN, "up", 1), 9)).isTrue();
        assertRefused(tally, add(ANN, "new", 1));
        assertThat(tally.apply(remove(BEN, "up"), 9)).isTrue();
        assertThat(tally.apply(add(ANN, "new", 1), 9)).isTrue();
    }

    @Test
    void apply_messageIsGone_isRefused() {
        Tally tally = new Tally(MESSAGE, null, List.of(), true);

        assertThatThrownBy(() -> tally.apply(add(ANN, "up", 1), 9))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MESSAGE_GONE));
    }

    private static void assertRefused(Tally tally, Reaction reaction) {
        assertThatThrownBy(() -> tally.apply(reaction, 9))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_REACHED));
    }

    private static Tally tally(int count, ReactionRow... rows) {
        Reactions counts = Reactions.newBuilder()
                .addCounts(ReactionCount.newBuilder().setEmoji("up").setCount(count))
                .build();
        return new Tally(MESSAGE, counts, List.of(rows), false);
    }

    private static Reaction add(Id uid, String emoji, int perUser) {
        return new Reaction(MESSAGE, uid, emoji, false, perUser);
    }

    private static Reaction remove(Id uid, String emoji) {
        return new Reaction(MESSAGE, uid, emoji, true, 1);
    }

    private static List<String> counts(Tally tally) {
        return tally.counted().getCountsList().stream()
                .map(count -> count.getEmoji() + " " + count.getCount())
                .toList();
    }
}
