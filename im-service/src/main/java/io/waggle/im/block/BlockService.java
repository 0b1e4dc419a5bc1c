package io.waggle.im.block;

import io.waggle.im.account.Accounts;
import io.waggle.im.caller.Caller;
import io.waggle.im.relation.RelatedUser;
import io.waggle.im.relation.RelationStates;
import io.waggle.im.relation.UserVisibility;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

import java.time.Clock;

/** The block list of a user. Blocked users are not notified, and no answer reveals the block to them. */
@Service
class BlockService {

    private static final Id BELOW_ALL = new Id(0);

    private final BlockMapper blocks;
    private final RelationStates states;
    private final UserVisibility visibility;
    private final Accounts accounts;
    private final ApplicationEventPublisher events;
    private final BlockNotices notices;
    private final Clock clock;

    BlockService(
            BlockMapper blocks,
            RelationStates states,
            UserVisibility visibility,
            Accounts accounts,
            ApplicationEventPublisher events,
            BlockNotices notices,
            Clock clock) {
        this.blocks = blocks;
        this.states = states;
        this.visibility = visibility;
        this.accounts = accounts;
        this.events = events;
        this.notices = notices;
        this.clock = clock;
    }

    /** Blocks a user. Other features end what a block ends: a pending friend request and follows. Friends stay friends. */
    void add(Caller caller, Id uid) {
        if (uid.equals(caller.uid())) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "uid is your own; give the uid of another user");
        }
        visibility.require(caller.uid(), uid);
        states.change(caller.uid(), uid, pair -> {
            pair.mine().requireOpen(ErrorCode.SESSION_ENDED);
            pair.theirs().requireOpen(ErrorCode.NOT_FOUND);
            boolean added = blocks.insert(caller.uid(), uid, clock.millis()) > 0;
            if (added) {
                events.publishEvent(new UserBlocked(caller.uid(), uid, caller.did()));
            }
            return added;
        });
    }

    void remove(Caller caller, Id uid) {
        if (blocks.delete(caller.uid(), uid) > 0) {
            notices.unblocked(caller.uid(), uid, caller.did());
        }
    }

    /** Ordered by uid. */
    Page<RelatedUser> list(Caller caller, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        return RelatedUser.page(
                blocks.findAll(caller.uid(), cursor == null ? BELOW_ALL : cursor, size + 1), size, accounts);
    }
}
