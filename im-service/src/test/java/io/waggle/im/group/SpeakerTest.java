package io.waggle.im.group;

import io.waggle.im.conversation.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SpeakerTest {

    @ParameterizedTest
    @CsvSource({
        "MEMBER,     , false, true",
        "MEMBER,     , true,  false",
        "ADMIN,      , true,  true",
        "OWNER,      , true,  true",
        "MEMBER,  999, false, true",
        "MEMBER, 1000, false, true",
        "MEMBER, 1001, false, false",
        "MEMBER,    0, false, false",
        "ADMIN,  1001, false, false",
        "ADMIN,     0, true,  false",
    })
    void maySpeakAt_1000_onlyWhoIsNotMuted(Role role, @Nullable Long mutedUntil, boolean muteAll, boolean may) {
        Speaker speaker = new Speaker(role, mutedUntil, muteAll, 0);

        assertThat(speaker.maySpeakAt(1000)).isEqualTo(may);
        assertThat(speaker.whyMutedAt(1000) == null).isEqualTo(may);
    }
}
