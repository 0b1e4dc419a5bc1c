package io.waggle.im.account;

import io.waggle.im.caller.Caller;
import io.waggle.kit.http.Check;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The operations that need the current password: changing it and deactivating the account. */
@Service
class PasswordService {

    private static final String FORMER_NICKNAME = "deactivated user";

    private final AccountMapper mapper;
    private final Credentials credentials;
    private final Passwords passwords;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    PasswordService(
            AccountMapper mapper,
            Credentials credentials,
            Passwords passwords,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.mapper = mapper;
        this.credentials = credentials;
        this.passwords = passwords;
        this.transaction = transaction;
        this.events = events;
    }

    /** Ends all other sessions of the user. */
    void change(Caller caller, PasswordChange change) {
        String oldPassword = Check.present("oldPassword", change.oldPassword());
        String newPassword =
                AccountRules.checkPassword("newPassword", Check.present("newPassword", change.newPassword()));
        PasswordProof proof = credentials.confirm(caller.uid(), "oldPassword", oldPassword);
        String hash = passwords.hash(newPassword);
        transaction.executeWithoutResult(status -> {
            lock(caller.uid(), proof, "oldPassword");
            mapper.updatePassword(caller.uid(), hash);
            events.publishEvent(new PasswordChanged(caller.uid(), caller.did()));
        });
    }

    /** Other features delete what they keep of the user, within this transaction or after it. */
    void deactivate(Caller caller, Deactivation deactivation) {
        String password = Check.present("password", deactivation.password());
        PasswordProof proof = credentials.confirm(caller.uid(), "password", password);
        transaction.executeWithoutResult(status -> {
            AccountRow row = lock(caller.uid(), proof, "password");
            if (row.role() == Role.ADMIN) {
                throw new Refused(ErrorCode.NOT_ALLOWED, "the account of the administrator cannot be deactivated");
            }
            mapper.anonymise(caller.uid(), FORMER_NICKNAME);
            events.publishEvent(new AccountDeactivated(caller.uid()));
        });
    }

    /** Of two requests that prove the same password, the second is refused if the first has changed it. */
    private AccountRow lock(Id uid, PasswordProof proof, String member) {
        AccountRow row = mapper.lock(uid);
        if (row == null || !proof.holdsFor(row)) {
            throw new Refused(ErrorCode.BAD_CREDENTIALS, member + " has just been changed; give the new password");
        }
        return row;
    }
}
