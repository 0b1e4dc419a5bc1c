package io.waggle.im.account;

import io.waggle.im.http.Patch;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccountRulesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final String PASSWORD = "correct horse";

    @Test
    void check_onlyNameAndPassword_nicknameIsUsername() {
        NewAccount account = AccountRules.check(registration("Alice", PASSWORD, null, null, null), TODAY);

        assertThat(account).isEqualTo(new NewAccount("Alice", PASSWORD, "Alice", null, null, null, null));
    }

    @Test
    void check_everything_kept() {
        Registration all = new Registration(
                "alice", PASSWORD, "  Alice  ", "https://a/b.png", "+4912345", Gender.FEMALE, TODAY.minusYears(20));

        assertThat(AccountRules.check(all, TODAY))
                .isEqualTo(new NewAccount(
                        "alice",
                        PASSWORD,
                        "Alice",
                        "https://a/b.png",
                        "+4912345",
                        Gender.FEMALE,
                        TODAY.minusYears(20)));
    }

    @Test
    void change_nothingGiven_staysAsItIs() {
        assertThat(AccountRules.change(row(), change(Patch.absent(), Patch.absent()), TODAY))
                .isEqualTo(row());
    }

    @Test
    void change_nulls_clear() {
        AccountRow changed = AccountRules.change(row(), change(Patch.to(null), Patch.to(null)), TODAY);

        assertThat(changed.nickname()).isEqualTo("alice");
        assertThat(changed.phone()).isNull();
        assertThat(changed.avatar()).isEqualTo(row().avatar());
    }

    @Test
    void change_malformed_saysWhat() {
        assertThatThrownBy(() -> AccountRules.change(row(), change(Patch.to(" "), Patch.absent()), TODAY))
                .hasMessageContaining("nickname has no visible character");
        assertThatThrownBy(() -> AccountRules.change(row(), change(Patch.absent(), Patch.to("12")), TODAY))
                .hasMessageContaining("phone is malformed; give 4 to 15 digits");
    }

    @Test
    void change_nicknameFromBeforeTheRules_staysWhenAnotherMemberChanges() {
        AccountRow old = row(Role.USER, "Sys\u200Btem");

        assertThat(AccountRules.change(old, change(Patch.absent(), Patch.to("12345")), TODAY)
                        .nickname())
                .isEqualTo(old.nickname());
    }

    @Test
    void change_nicknameOfTheService_forAdministratorsAlone() {
        ProfileChange support = change(Patch.to("Waggle Support"), Patch.absent());

        assertThatThrownBy(() -> AccountRules.change(row(), support, TODAY))
                .hasMessageContaining("nickname looks like one of the service's own names");
        assertThat(AccountRules.change(row(Role.ADMIN, "Administrator"), support, TODAY)
                        .nickname())
                .isEqualTo("Waggle Support");
    }

    private static AccountRow row() {
        return row(Role.USER, "Alice");
    }

    private static AccountRow row(Role role, String nickname) {
        return new AccountRow(
                new Id(7),
                "alice",
                "hash",
                nickname,
                "https://a/b.png",
                "+4912345",
                Gender.FEMALE,
                TODAY.minusYears(20),
                role,
                Standing.ACTIVE,
                0);
    }

    private static ProfileChange change(Patch<String> nickname, Patch<String> phone) {
        return new ProfileChange(nickname, Patch.absent(), phone, Patch.absent(), Patch.absent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"al", "1alice", "al ice", "alice/../bob", "alice'--", "ålice", "a#b+c"})
    void check_usernameAgainstTheGrammar_refused(String username) {
        assertRefused(registration(username, PASSWORD, null, null, null), "username must have 3 to 32 characters");
    }

    @Test
    void check_membersMissing_named() {
        assertRefused(registration(null, PASSWORD, null, null, null), "username is missing");
        assertRefused(registration("alice", null, null, null, null), "password is missing");
    }

    @Test
    void check_passwordOutOfRange_saysBytesAndWhy() {
        assertRefused(registration("alice", "short", null, null, null), "password has 5 bytes of UTF-8; give 8 to 72");
        assertRefused(registration("alice", "ü".repeat(37), null, null, null), "password has 74 bytes");
        assertRefused(registration("alice", "x".repeat(73), null, null, null), "bcrypt reads no more");
    }

    @Test
    void check_passwordAtTheLimits_accepted() {
        assertThat(AccountRules.check(registration("alice", "x".repeat(8), null, null, null), TODAY))
                .isNotNull();
        assertThat(AccountRules.check(registration("alice", "x".repeat(72), null, null, null), TODAY))
                .isNotNull();
    }

    @Test
    void check_passwordWithNulOrHalfASurrogatePair_refused() {
        assertRefused(registration("alice", "12345678\0abc", null, null, null), "NUL");
        assertRefused(registration("alice", "12345678\ud800", null, null, null), "not valid Unicode");
    }

    @Test
    void check_nicknameTooLong_saysHowLong() {
        assertRefused(
                registration("alice", PASSWORD, "n".repeat(80), null, null),
                "nickname has 80 characters; it must have at most 64");
        assertThat(AccountRules.check(registration("alice", PASSWORD, "🐝".repeat(64), null, null), TODAY))
                .isNotNull();
    }

    @Test
    void check_phoneNoNumber_refusedWithoutRepeatingIt() {
        assertRefused(registration("alice", PASSWORD, null, "call me", null), "phone is malformed; give 4 to 15");
    }

    @Test
    void check_birthDateInTheFutureOrTooLongAgo_refused() {
        assertRefused(registration("alice", PASSWORD, null, null, TODAY.plusDays(1)), "birthDate is out of range");
        assertRefused(registration("alice", PASSWORD, null, null, LocalDate.of(1899, 12, 31)), "birthDate");
    }

    private static Registration registration(
            @Nullable String username,
            @Nullable String password,
            @Nullable String nickname,
            @Nullable String phone,
            @Nullable LocalDate birthDate) {
        return new Registration(username, password, nickname, null, phone, null, birthDate);
    }

    private static void assertRefused(Registration registration, String why) {
        assertThatThrownBy(() -> AccountRules.check(registration, TODAY))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(refused.detail()).contains(why);
                });
    }
}
