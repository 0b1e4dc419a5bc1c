package io.waggle.im.inbox;

import io.waggle.im.conversation.Listed;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ListVersionTest {

    private static final Listed LAST =
            new Listed(new Id(7), null, null, 1, 1, 1, 40, 0, 0, 0, 0, false, false, 0, null, false, 50);

    @Test
    void next_noMoreBehind_whatCouldBeSeenWhenItBegan() {
        assertThat(ListVersion.at(10).next(100, null)).isEqualTo(ListVersion.at(100));
    }

    /** What changes behind one's back while one goes on is found since the beginning. */
    @Test
    void next_morePages_sinceTheFirstOfThem() {
        ListVersion second = ListVersion.at(10).next(100, LAST);
        ListVersion third = ListVersion.parse(second.toString()).next(200, LAST);

        assertThat(second.at()).isEqualTo(10);
        assertThat(third.after()).isNotNull();
        assertThat(third.next(300, null)).isEqualTo(ListVersion.at(100));
    }

    @Test
    void parse_whatWasWritten_theSame() {
        ListVersion version = ListVersion.at(10).next(100, LAST);

        assertThat(ListVersion.parse(version.toString())).isEqualTo(version);
        assertThat(ListVersion.parse("10")).isEqualTo(ListVersion.at(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1.2", "1.2.x.3", "1.2.0000000000007", "9999999999999999999"})
    void parse_anythingElse_refused(String text) {
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> ListVersion.parse(text));
    }
}
