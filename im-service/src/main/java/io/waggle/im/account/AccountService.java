package io.waggle.im.account;

import io.waggle.im.caller.Caller;
import io.waggle.kit.identity.Ids;
import io.waggle.kit.names.Names;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.function.Supplier;

/** Registers users, and lets them see and change their profile and their privacy. */
@Service
class AccountService {

    private final AccountMapper mapper;
    private final Passwords passwords;
    private final MeNotices notices;
    private final MessageLimits limits;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Ids ids;
    private final Clock clock;

    AccountService(
            AccountMapper mapper,
            Passwords passwords,
            MeNotices notices,
            MessageLimits limits,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Ids ids,
            Clock clock) {
        this.mapper = mapper;
        this.passwords = passwords;
        this.notices = notices;
        this.limits = limits;
        this.transaction = transaction;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /** If several requests ask for the same username at once, the unique key lets one succeed. */
    Registered register(Registration registration) {
        NewAccount account = AccountRules.check(registration, today());
        // Check first as well, so that a taken username does not cost the hash of a password.
        if (mapper.findByUsername(account.username()) != null) {
            throw new Refused(ErrorCode.USERNAME_TAKEN);
        }
        String form = Names.formOfUsername(account.username());
        if (mapper.isUsernameFormTaken(form)) {
            throw new Refused(ErrorCode.USERNAME_TAKEN, "username looks like one that is taken; choose another one");
        }
        AccountRow row = account.row(ids.next(), passwords.hash(account.password()), Role.USER, clock.millis());
        try {
            mapper.insert(row, form);
        } catch (DuplicateKeyException taken) {
            throw new Refused(ErrorCode.USERNAME_TAKEN);
        }
        return new Registered(row.uid(), row.username());
    }

    MyProfile profile(Caller caller) {
        return MyProfile.of(living(mapper.find(caller.uid())), today(), limits);
    }

    /** Changes the given members. Two concurrent changes of different members both succeed, because each locks the row. */
    MyProfile change(Caller caller, ProfileChange change) {
        MyProfile changed = inTransaction(() -> {
            AccountRow row = AccountRules.change(living(mapper.lock(caller.uid())), change, today());
            mapper.updateProfile(row);
            return MyProfile.of(row, today(), limits);
        });
        notices.updated(caller);
        return changed;
    }

    Privacy privacy(Caller caller) {
        return privacyOf(caller.uid());
    }

    Privacy change(Caller caller, PrivacyChange change) {
        Privacy changed = inTransaction(() -> {
            living(mapper.lock(caller.uid()));
            Privacy privacy = change.over(privacyOf(caller.uid()));
            mapper.updatePrivacy(caller.uid(), privacy);
            events.publishEvent(new PrivacyChanged(caller.uid()));
            return privacy;
        });
        notices.updated(caller);
        return changed;
    }

    private Privacy privacyOf(Id uid) {
        Privacy privacy = mapper.findPrivacy(uid);
        if (privacy == null) {
            throw new Refused(ErrorCode.SESSION_ENDED);
        }
        return privacy;
    }

    /** The account may be deactivated while a call runs. The call then finds nothing and changes nothing. */
    private static AccountRow living(@Nullable AccountRow row) {
        if (row == null || row.standing() == Standing.DEACTIVATED) {
            throw new Refused(ErrorCode.SESSION_ENDED);
        }
        return row;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> work.get()));
    }
}
