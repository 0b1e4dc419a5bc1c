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
 * Each user's conversation list and the changes in it.
 *
 * <p>Changes are found by the time at which they were written. A change becomes visible a little later, when it is committed.
 * So a request for the changes since a time also returns the changes of the {@link #IN_FLIGHT} duration before it: the client
 * may receive a change twice but never misses one. docs/adr/0027 explains why.
 */
@Service
public class ConversationLists {

    /** The longest delay between the time written with a change and the moment at which the change is visible. */
    static final Duration IN_FLIGHT = Duration.ofMinutes(1);

    /** The same for members who leave; longer, since one transaction may remove many members. */
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

    /** The user's conversations after the cursor, without hidden ones: pinned ones first, then by most recent activity. */
    public List<Listed> page(Id uid, @Nullable ListCursor after, int limit) {
        return mapper.findPage(uid, after, limit);
    }

    /** The conversation in the user's list; null if the user is not a member or the conversation has no entries. */
    public @Nullable Listed find(Id uid, Id conversation) {
        return mapper.find(uid, conversation);
    }

    /**
     * The changes since a time, perhaps with some older ones.
     *
     * @param after the last conversation of the page before; null for the first page, which alone has the left conversations
     * @throws Refused if that time is too long ago
     */
    public ListChanges changes(Id uid, long since, @Nullable TimeCursor after, int limit) {
        long moved = since - IN_FLIGHT.toMillis();
        long left = since - LEAVING.toMillis();
        long now = clock.millis();
        // If the clock is put back, it writes times before the versions that clients have.
        if (left < now - tombstoneLife.toMillis() || moved > now) {
            throw new Refused(ErrorCode.START_OVER);
        }
        return Objects.requireNonNull(snapshot.execute(status -> new ListChanges(
                mapper.findMoved(uid, moved, after, limit), after == null ? mapper.findLeft(uid, left) : List.of())));
    }

    /** The users with whom the user exchanged messages, the most recent first, after the cursor. */
    public List<Correspondent> correspondents(Id uid, @Nullable TimeCursor after, int limit) {
        return mapper.findCorrespondents(uid, after, limit);
    }

    /**
     * Moves the member's read cursor forward, at most to the newest entry. The cursor never moves back. If the cursor is there
     * or moves, the conversation is no longer marked as unread.
     *
     * @return whether anything changed
     */
    public boolean advanceRead(Id uid, Listed listed, long seq) {
        return mapper.updateRead(uid, listed.id(), Math.min(seq, listed.lastSeq()), clock.millis()) > 0;
    }

    /** @return the settings that changed */
    public Arrangement arrange(Id uid, Listed listed, Arrangement wanted) {
        Arrangement change = wanted.without(listed.arrangement());
        if (!change.changesNothing()) {
            mapper.updateArrangement(uid, listed.id(), change, listed.lastSeq(), clock.millis());
        }
        return change;
    }

    /**
     * Notes that the member has deleted single entries for themselves, and locks the member's row until the transaction ends.
     *
     * @return whether the user is a member
     */
    public boolean noteHides(Id uid, Id conversation) {
        return mapper.updateHides(uid, conversation, clock.millis()) > 0;
    }

    /**
     * Deletes the conversation's entries so far, its pin and its draft, for this member only.
     *
     * @return whether there was anything to delete
     */
    public boolean clear(Id uid, Listed listed) {
        return !listed.isCleared() && mapper.updateCleared(uid, listed.id(), listed.lastSeq(), clock.millis()) > 0;
    }

    /** Deletes the records of left conversations, an hour after clients can last ask for them. */
    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        long before = clock.millis() - tombstoneLife.plusHours(1).toMillis();
        while (mapper.deleteLeft(before, SWEPT_AT_ONCE) == SWEPT_AT_ONCE) {}
    }
}
