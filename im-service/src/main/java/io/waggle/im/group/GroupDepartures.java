package io.waggle.im.group;

import io.waggle.im.account.AccountDeactivated;
import io.waggle.im.conversation.Conversations;
import io.waggle.im.log.ChangeResult;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Removes users who deactivate their accounts from their groups, as if they left by themselves.
 *
 * <p>The intent to leave is committed together with the end of the account. The user leaves the groups right after that commit,
 * and the sweep does the rest. The sweep looks again for a while, since another user may be adding this one to a group.
 */
@Component
class GroupDepartures {

    private static final Logger log = LoggerFactory.getLogger(GroupDepartures.class);
    private static final Duration SWEPT_FOR = Duration.ofMinutes(2);
    private static final int AT_ONCE = 100;
    private static final Id BELOW_ALL = new Id(0);

    private final DepartureMapper mapper;
    private final Conversations conversations;
    private final GroupChanges changes;
    private final MemberRemover remover;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    GroupDepartures(
            DepartureMapper mapper,
            Conversations conversations,
            GroupChanges changes,
            MemberRemover remover,
            Clock clock) {
        this.mapper = mapper;
        this.conversations = conversations;
        this.changes = changes;
        this.remover = remover;
        this.clock = clock;
    }

    /** Records the departure in the transaction that ends the account. */
    @EventListener
    void note(AccountDeactivated event) {
        mapper.insert(event.uid(), clock.millis());
    }

    /** Starts the departure. The request that ends the account does not wait for it. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void begin(AccountDeactivated event) {
        threads.execute(() -> leaveAll(event.uid()));
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void sweep() {
        long before = clock.millis() - SWEPT_FOR.toMillis();
        List<Id> uids = mapper.find(BELOW_ALL, AT_ONCE);
        while (!uids.isEmpty()) {
            for (Id uid : uids) {
                if (leaveAll(uid)) {
                    mapper.deleteBefore(uid, before);
                }
            }
            uids = mapper.find(uids.getLast(), AT_ONCE);
        }
    }

    @PreDestroy
    void close() {
        threads.close();
    }

    /** Returns whether the user has left all groups; groups to which the user was added meanwhile do not count. */
    private boolean leaveAll(Id uid) {
        boolean done = true;
        for (Id gid : conversations.groupsOf(uid)) {
            done &= leave(gid, uid);
        }
        return done;
    }

    private boolean leave(Id gid, Id uid) {
        try {
            changes.make(gid, uid, actor -> ChangeResult.of(gid, remover.leave(actor)));
            return true;
        } catch (Refused refused) {
            return refused.code() == ErrorCode.NOT_A_MEMBER;
        } catch (DataAccessException | TransactionException failure) {
            log.warn("User {} could not be removed from group {}; the next sweep tries again", uid, gid, failure);
            return false;
        }
    }
}
