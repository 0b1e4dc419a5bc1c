package io.waggle.im.relation;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.http.Caller;
import io.waggle.im.http.Check;
import io.waggle.im.http.Page;
import io.waggle.im.identity.Ids;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How users become friends: one asks, the other answers; when both ask, both have answered. */
@Service
class FriendRequestService {

    private static final int GREETING_LENGTH = 200;
    private static final Id ABOVE_ALL = new Id(Long.MAX_VALUE);

    /** Each round is lost only to someone else's progress on the same pair. */
    private static final int ROUNDS = 5;

    private final FriendRequestLedger ledger;
    private final RelationMapper mapper;
    private final Accounts accounts;
    private final FriendNotices notices;
    private final Duration requestLife;
    private final Ids ids;
    private final Clock clock;

    FriendRequestService(
            FriendRequestLedger ledger,
            RelationMapper mapper,
            Accounts accounts,
            FriendNotices notices,
            RelationProperties properties,
            Ids ids,
            Clock clock) {
        this.ledger = ledger;
        this.mapper = mapper;
        this.accounts = accounts;
        this.notices = notices;
        this.requestLife = properties.requestLife();
        this.ids = ids;
        this.clock = clock;
    }

    /** Asks; asking again finds the same request, and asking whoever has asked makes friends. */
    FriendRequestAnswer request(Caller caller, NewFriendRequest wanted) {
        Id to = Check.present("to", wanted.to());
        String greeting = greeting(wanted.greeting());
        if (to.equals(caller.uid())) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "to is yourself; name someone else");
        }
        if (!accounts.exists(to)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        for (int round = 0; round < ROUNDS; round++) {
            FriendRequestAnswer answer = tryToRequest(caller.uid(), to, greeting);
            if (answer != null) {
                return answer;
            }
        }
        throw new Refused(ErrorCode.UNAVAILABLE);
    }

    FriendRequestAnswer accept(Caller caller, Id id) {
        FriendRequestRow request = answered(ledger.accept(id, caller.uid()));
        notices.accepted(request);
        return new FriendRequestAnswer(id, FriendRequestState.ACCEPTED);
    }

    FriendRequestAnswer reject(Caller caller, Id id) {
        FriendRequestRow request = answered(ledger.reject(id, caller.uid()));
        notices.rejected(request);
        return new FriendRequestAnswer(id, FriendRequestState.REJECTED);
    }

    /** Pending requests, the caller's and those to the caller, newest first. */
    Page<FriendRequest> list(Caller caller, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        List<FriendRequestRow> rows =
                mapper.findPendingOf(caller.uid(), clock.millis(), cursor == null ? ABOVE_ALL : cursor, size + 1);
        Page<FriendRequestRow> page = Page.of(rows, size, FriendRequestRow::id);
        Map<Id, Profile> peers = accounts.profiles(
                page.items().stream().map(row -> row.peerOf(caller.uid())).toList());
        return page.map(row -> FriendRequest.of(row, peers.get(row.peerOf(caller.uid()))));
    }

    /** Null if what stood in the way is gone by now. */
    private @Nullable FriendRequestAnswer tryToRequest(Id uid, Id to, String greeting) {
        long now = clock.millis();
        FriendRequestRow request = new FriendRequestRow(
                ids.next(), uid, to, greeting, FriendRequestState.PENDING, now, now + requestLife.toMillis());
        if (ledger.insert(request)) {
            notices.requested(request);
            return new FriendRequestAnswer(request.id(), FriendRequestState.PENDING);
        }
        FriendRequestRow pending = ledger.findPending(uid, to);
        if (pending == null) {
            return null;
        }
        if (!pending.isPendingAt(now)) {
            ledger.expire(pending.id());
            return null;
        }
        return pending.fromUid().equals(uid)
                ? new FriendRequestAnswer(pending.id(), FriendRequestState.PENDING)
                : cross(pending, uid);
    }

    private @Nullable FriendRequestAnswer cross(FriendRequestRow pending, Id uid) {
        if (ledger.accept(pending.id(), uid) instanceof Answering.Answered(FriendRequestRow accepted)) {
            notices.accepted(accepted);
            return new FriendRequestAnswer(accepted.id(), FriendRequestState.ACCEPTED);
        }
        return null;
    }

    private static FriendRequestRow answered(Answering answering) {
        return switch (answering) {
            case Answering.Answered answered -> answered.request();
            case Answering.NotPending notPending -> throw new Refused(ErrorCode.NOT_PENDING);
            case Answering.NotTheirs notTheirs -> throw new Refused(ErrorCode.NOT_FOUND);
        };
    }

    private static String greeting(@Nullable String greeting) {
        return greeting == null || greeting.isBlank() ? "" : Check.line("greeting", greeting, GREETING_LENGTH);
    }
}
