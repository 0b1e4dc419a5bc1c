package io.waggle.im.account;

import io.waggle.kit.http.Check;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Instant;

/** The operations of administrators on accounts. */
@Service
class AdminService {

    private static final int REASON_LENGTH = 200;

    private final AccountMapper mapper;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AdminService(AccountMapper mapper, TransactionTemplate transaction, ApplicationEventPublisher events, Clock clock) {
        this.mapper = mapper;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /** Sessions stay but cannot be used, so that they work again when the ban is lifted. */
    AccountView ban(Id uid, NewBan ban) {
        String reason = Check.line("reason", ban.reason(), REASON_LENGTH);
        Long until = until(ban.until());
        transaction.executeWithoutResult(status -> {
            lockUser(uid);
            mapper.ban(uid, reason, until);
            events.publishEvent(new AccountBanned(uid));
        });
        return view(uid);
    }

    AccountView unban(Id uid) {
        transaction.executeWithoutResult(status -> {
            lockUser(uid);
            mapper.unban(uid);
        });
        return view(uid);
    }

    AccountView view(Id uid) {
        AccountRow row = mapper.find(uid);
        StandingRow standing = mapper.findStanding(uid);
        if (row == null || standing == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return AccountView.of(row, standing, clock.millis());
    }

    private void lockUser(Id uid) {
        AccountRow row = mapper.lock(uid);
        if (row == null || row.standing() == Standing.DEACTIVATED) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        if (row.role() == Role.ADMIN || uid.equals(Accounts.SYSTEM)) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "administrators and the system account cannot be banned");
        }
    }

    private @Nullable Long until(@Nullable Instant until) {
        return until == null ? null : Check.end("until", until, clock.instant());
    }
}
