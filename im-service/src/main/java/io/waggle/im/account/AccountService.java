package io.waggle.im.account;

import io.waggle.im.http.Caller;
import io.waggle.im.identity.Ids;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.LocalDate;

/** Registers users and shows them their profile. */
@Service
class AccountService {

    private final AccountMapper mapper;
    private final Passwords passwords;
    private final Ids ids;
    private final Clock clock;

    AccountService(AccountMapper mapper, Passwords passwords, Ids ids, Clock clock) {
        this.mapper = mapper;
        this.passwords = passwords;
        this.ids = ids;
        this.clock = clock;
    }

    /** Of several who want the same name at once, the unique key lets one through. */
    Registered register(Registration registration) {
        NewAccount account = AccountRules.check(registration, LocalDate.now(clock));
        // Asked first as well, so that a taken name does not cost a password's hash.
        if (mapper.findByUsername(account.username()) != null) {
            throw new Refused(ErrorCode.USERNAME_TAKEN);
        }
        AccountRow row = row(ids.next(), account);
        try {
            mapper.insert(row);
        } catch (DuplicateKeyException taken) {
            throw new Refused(ErrorCode.USERNAME_TAKEN);
        }
        return new Registered(row.uid(), row.username());
    }

    MyProfile profile(Caller caller) {
        AccountRow row = mapper.find(caller.uid());
        if (row == null) {
            throw new Refused(ErrorCode.SESSION_ENDED);
        }
        return MyProfile.of(row, LocalDate.now(clock));
    }

    private AccountRow row(Id uid, NewAccount account) {
        return new AccountRow(
                uid,
                account.username(),
                passwords.hash(account.password()),
                account.nickname(),
                account.avatar(),
                account.phone(),
                account.gender(),
                account.birthDate(),
                Role.USER,
                Standing.ACTIVE,
                clock.millis());
    }
}
