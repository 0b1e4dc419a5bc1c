package io.waggle.im.account;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Username;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks passwords. It is the only class that does, so that wrong guesses are counted wherever they are made. */
@Component
class Credentials {

    private final AccountMapper mapper;
    private final Passwords passwords;
    private final WrongPasswords wrongPasswords;

    Credentials(AccountMapper mapper, Passwords passwords, WrongPasswords wrongPasswords) {
        this.mapper = mapper;
        this.passwords = passwords;
        this.wrongPasswords = wrongPasswords;
    }

    /** Null for a wrong password and for an unknown username. Both take the same time. */
    @Nullable
    PasswordProof authenticate(String username, String password) {
        // The column holds only ASCII, so do not search for text that cannot be a username.
        if (!Username.isValid(username)) {
            passwords.matches(password, null);
            return null;
        }
        return prove(username, mapper.findByUsername(username), password);
    }

    /** @throws Refused if this is not the user's password */
    PasswordProof confirm(Id uid, String member, String password) {
        AccountRow row = mapper.find(uid);
        PasswordProof proof = row == null ? null : prove(row.username(), row, password);
        if (proof == null) {
            throw new Refused(ErrorCode.BAD_CREDENTIALS, member + " is wrong");
        }
        return proof;
    }

    private @Nullable PasswordProof prove(String username, @Nullable AccountRow row, String password) {
        String hash = row == null ? null : row.passwordHash();
        boolean right = wrongPasswords.check(username, () -> passwords.matches(password, hash));
        return right && row != null && hash != null ? new PasswordProof(row.uid(), hash) : null;
    }
}
