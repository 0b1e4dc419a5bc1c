package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;

class MyProfileTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private static final MessageLimits LIMITS = new MessageLimits(Duration.ofMinutes(2), Duration.ZERO);

    @Test
    void of_birthdayToday_aYearOlder() {
        assertThat(profile(LocalDate.of(2006, 11, 21)).age()).isEqualTo(20);
    }

    @Test
    void of_birthdayTomorrow_notYet() {
        assertThat(profile(LocalDate.of(2006, 11, 22)).age()).isEqualTo(19);
    }

    @Test
    void of_noBirthDate_noAge() {
        assertThat(profile(null).age()).isNull();
    }

    @Test
    void of_limits_inSeconds() {
        assertThat(profile(null).limits()).isEqualTo(new MyLimits(120, 0));
    }

    private static MyProfile profile(@Nullable LocalDate birthDate) {
        AccountRow row = new AccountRow(
                new Id(1), "alice", "hash", "Alice", null, null, null, birthDate, Role.USER, Standing.ACTIVE, 0);
        return MyProfile.of(row, TODAY, LIMITS);
    }
}
