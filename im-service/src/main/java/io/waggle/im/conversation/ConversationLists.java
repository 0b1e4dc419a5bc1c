package io.waggle.im.conversation;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Each user's list of conversations, and what has changed in it.
 *
 * <p>Changes are found by the time at which they were written. What is written at one moment can be seen a little later only,
 * once it is committed, so whoever asks for changes since a moment gets those of {@link #IN_FLIGHT} before it as well:
 * some twice, none not at all. docs/adr/0039 has the argument.
 */
@Service
public class ConversationLists {

    /** Whatever is committed at all is to be seen this long after the time that is written with it. */
    static final Duration IN_FLIGHT = Duration.ofMinutes(1);

    /** The same for who leaves, which may be one of many whom one transaction lets go. */
    private static final Duration LEAVING = Duration.ofMinutes(10);

    private static final int SWEPT_AT_ONCE = 1_000;

    private final ListMapper mapper;
    private final TransactionTemplate snapshot;
    private final Duration tombstoneLife;
    private final Clock clock;

    ConversationLists(
            ListMapper mapper,
            PlatformTransactionManager transactions,
            ConversationProperties properties,
            Clock clock) {
        this.mapper = mapper;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.tombstoneLife = properties.tombstoneLife();
        this.clock = clock;
    }

    /** The user's conversations but the hidden ones, pinned ones first, then most recently active first, behind the cursor. */
    public List<Listed> page(Id uid, @Nullable ListCursor behind, int limit) {
        return mapper.findPage(uid, behind, limit);
    }

    /** Null if the user is not in it, or nothing has been said in it. */
    public @Nullable Listed find(Id uid, Id conversation) {
        return mapper.find(uid, conversation);
    }

    /**
     * What has changed since a moment, some of it perhaps before.
     *
     * @param behind goes on behind this one; what was left has been told then
     * @throws Refused if that is too long ago
     */
    public ListChanges changes(Id uid, long since, @Nullable TimeCursor behind, int limit) {
        long moved = since - IN_FLIGHT.toMillis();
        long left = since - LEAVING.toMillis();
        long now = clock.millis();
        // A clock that was put back writes times that lie before those given out.
        if (left < now - tombstoneLife.toMillis() || moved > now) {
            throw new Refused(ErrorCode.START_OVER);
        }
        return Objects.requireNonNull(snapshot.execute(status -> new ListChanges(
                mapper.findMoved(uid, moved, behind, limit), behind == null ? mapper.findLeft(uid, left) : List.of())));
    }

    /** Whom the user last exchanged messages with, the newest first, behind the cursor. */
    public List<Correspondent> correspondents(Id uid, @Nullable TimeCursor behind, int limit) {
        return mapper.findCorrespondents(uid, behind, limit);
    }

    /**
     * Moves the member's read cursor forward, to the newest entry at most; it never goes back.
     *
     * @return whether it moved
     */
    public boolean advanceRead(Id uid, Listed listed, long seq) {
        return mapper.updateRead(uid, listed.id(), Math.min(seq, listed.lastSeq()), clock.millis()) > 0;
    }

    /** @return what of it was not so already */
    public Arrangement arrange(Id uid, Listed listed, Arrangement wanted) {
        Arrangement change = wanted.without(listed.arrangement());
        if (!change.saysNothing()) {
            mapper.updateArrangement(uid, listed.id(), change, listed.lastSeq(), clock.millis());
        }
        return change;
    }

    /**
     * Deletes for the member what the conversation has come to: its entries, its pin and its draft.
     *
     * @return whether there was anything to delete
     */
    public boolean clear(Id uid, Listed listed) {
        return !listed.isCleared() && mapper.updateCleared(uid, listed.id(), listed.lastSeq(), clock.millis()) > 0;
    }

    /** An hour later than they are asked for at the latest. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        long before = clock.millis() - tombstoneLife.plusHours(1).toMillis();
        while (mapper.deleteLeft(before, SWEPT_AT_ONCE) == SWEPT_AT_ONCE) {}
    }
}
