package io.waggle.im.friend;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.caller.Caller;
import io.waggle.kit.http.Check;
import io.waggle.kit.http.Page;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The operations on friend requests: one user sends a request and the other answers. Two requests in opposite directions make
 * the users friends.
 */
@Service
class FriendRequestService {

    private static final int GREETING_LENGTH = 200;
    private static final Id ABOVE_ALL = new Id(Long.MAX_VALUE);

    private final FriendRequestTransactions transactions;
    private final FriendRequestMapper mapper;
    private final Accounts accounts;
    private final FriendNotices notices;
    private final Duration requestLife;
    private final Ids ids;
    private final Clock clock;

    FriendRequestService(
            FriendRequestTransactions transactions,
            FriendRequestMapper mapper,
            Accounts accounts,
            FriendNotices notices,
            FriendProperties properties,
            Ids ids,
            Clock clock) {
        this.transactions = transactions;
        this.mapper = mapper;
        this.accounts = accounts;
        this.notices = notices;
        this.requestLife = properties.requestLife();
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Sends a request. Returns the pending one if it was sent before, and makes the two friends if the other user has sent one.
     */
    FriendRequestAnswer request(Caller caller, NewFriendRequest wanted) {
        Id to = Check.present("to", wanted.to());
        String greeting = greeting(wanted.greeting());
        if (to.equals(caller.uid())) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "to is your own uid; give the uid of another user");
        }
        if (!accounts.exists(to)) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        long now = clock.millis();
        return answer(transactions.ask(new FriendRequestRow(
                ids.next(),
                caller.uid(),
                to,
                greeting,
                FriendRequestState.PENDING,
                now,
                now + requestLife.toMillis())));
    }

    FriendRequestAnswer accept(Caller caller, Id id) {
        FriendRequestRow request = transactions.accept(id, caller.uid());
        notices.accepted(request);
        return new FriendRequestAnswer(id, FriendRequestState.ACCEPTED);
    }

    FriendRequestAnswer reject(Caller caller, Id id) {
        FriendRequestRow request = transactions.reject(id, caller.uid());
        notices.rejected(request);
        return new FriendRequestAnswer(id, FriendRequestState.REJECTED);
    }

    /** Lists the pending requests from and to the caller, newest first. */
    Page<FriendRequest> list(Caller caller, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        List<FriendRequestRow> rows =
                mapper.findPendingOf(caller.uid(), clock.millis(), cursor == null ? ABOVE_ALL : cursor, size + 1);
        Page<FriendRequestRow> page = Page.of(rows, size, FriendRequestRow::id);
        Map<Id, Profile> peers = accounts.profiles(
                page.items().stream().map(row -> row.peerOf(caller.uid())).toList());
        return page.map(row -> FriendRequest.of(row, peers.get(row.peerOf(caller.uid()))));
    }

    private FriendRequestAnswer answer(FriendRequestOutcome outcome) {
        return switch (outcome) {
            case FriendRequestOutcome.Created(FriendRequestRow request) -> {
                notices.requested(request);
                yield new FriendRequestAnswer(request.id(), FriendRequestState.PENDING);
            }
            case FriendRequestOutcome.AlreadyPending(FriendRequestRow request) ->
                new FriendRequestAnswer(request.id(), FriendRequestState.PENDING);
            case FriendRequestOutcome.Accepted(FriendRequestRow request) -> {
                notices.accepted(request);
                yield new FriendRequestAnswer(request.id(), FriendRequestState.ACCEPTED);
            }
        };
    }

    private static String greeting(@Nullable String greeting) {
        return greeting == null || greeting.isBlank() ? "" : Check.line("greeting", greeting, GREETING_LENGTH);
    }
}
