package io.waggle.im.account;

import io.waggle.kit.http.Check;
import io.waggle.kit.names.Avatar;
import io.waggle.kit.names.Names;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** The rules for the values of an account. */
final class AccountRules {

    private static final int NICKNAME_LENGTH = 64;
    private static final int PASSWORD_BYTES_MIN = 8;
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1900, 1, 1);
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{4,15}");

    private AccountRules() {}

    /** Returns the requested account. The nickname defaults to the username. */
    static NewAccount check(Registration registration, LocalDate today) {
        String username = Names.username(Check.present("username", registration.username()));
        String nickname = registration.nickname();
        return new NewAccount(
                username,
                checkPassword("password", Check.present("password", registration.password())),
                nickname == null ? username : Names.ofPerson("nickname", nickname, NICKNAME_LENGTH),
                Avatar.check(registration.avatar()),
                checkPhone(registration.phone()),
                registration.gender(),
                checkBirthDate(registration.birthDate(), today));
    }

    /** Returns the account with the change applied. A nickname that is cleared becomes the username again. */
    static AccountRow change(AccountRow row, ProfileChange change, LocalDate today) {
        String nickname = change.nickname().over(row.nickname(), given -> checkNickname(row, given));
        return new AccountRow(
                row.uid(),
                row.username(),
                row.passwordHash(),
                nickname == null ? row.username() : nickname,
                change.avatar().over(row.avatar(), Avatar::check),
                checkPhone(change.phone().over(row.phone())),
                change.gender().over(row.gender()),
                checkBirthDate(change.birthDate().over(row.birthDate()), today),
                row.role(),
                row.standing(),
                row.createdAt());
    }

    /** An administrator may use a nickname that looks like the service's own. */
    private static @Nullable String checkNickname(AccountRow row, @Nullable String given) {
        if (given == null) {
            return null;
        }
        return row.role() == Role.ADMIN
                ? Names.line("nickname", given, NICKNAME_LENGTH)
                : Names.ofPerson("nickname", given, NICKNAME_LENGTH);
    }

    /** Bcrypt reads only 72 bytes and starts again at a NUL byte: anything after these would not count. */
    static String checkPassword(String member, String password) {
        Check.wellFormed(member, password);
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < PASSWORD_BYTES_MIN || bytes > Passwords.BYTES_MAX) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    member + " has " + bytes + " bytes of UTF-8; give " + PASSWORD_BYTES_MIN + " to "
                            + Passwords.BYTES_MAX + ", because bcrypt reads no more");
        }
        if (password.indexOf('\0') >= 0) {
            throw new Refused(ErrorCode.INVALID_REQUEST, member + " has a NUL character; remove it");
        }
        return password;
    }

    static boolean isPhone(String text) {
        return PHONE.matcher(text).matches();
    }

    private static @Nullable String checkPhone(@Nullable String phone) {
        if (phone != null && !isPhone(phone)) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "phone is malformed; give 4 to 15 digits, with or without a leading +");
        }
        return phone;
    }

    private static @Nullable LocalDate checkBirthDate(@Nullable LocalDate birthDate, LocalDate today) {
        if (birthDate != null && (birthDate.isBefore(EARLIEST_BIRTH) || birthDate.isAfter(today))) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, "birthDate is out of range; give " + EARLIEST_BIRTH + " to today");
        }
        return birthDate;
    }
}
