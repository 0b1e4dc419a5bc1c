package io.waggle.im.log;

import io.waggle.im.log.LaneTask.Append;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets the members of a group in slow mode write only after their pause. It reads their last messages from the log between two
 * commits, so it is exact for several devices at once and after a restart. Each lane asks only about its own conversations.
 */
final class SlowMode {

    private final EntryStore store;
    private final Clock clock;

    SlowMode(EntryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Returns the drafts that do not come too soon. Refuses the others, and answers those of them that are stored already. */
    List<Append> withoutTooSoon(List<Append> appends) {
        if (appends.stream().allMatch(SlowMode::isFree)) {
            return appends;
        }
        long now = clock.millis();
        Map<Author, Long> lastAt = lastAt(appends);
        Set<EntryKey> passed = new HashSet<>();
        List<Append> inTime = new ArrayList<>(appends.size());
        List<Append> tooSoon = new ArrayList<>();
        for (Append append : appends) {
            Author author = author(append);
            if (isFree(append)
                    || passed.contains(append.key())
                    || millisToWait(append.permit().pause(), lastAt.get(author), now) <= 0) {
                inTime.add(append);
                passed.add(append.key());
                lastAt.put(author, now);
            } else {
                tooSoon.add(append);
            }
        }
        end(tooSoon, append -> millisToWait(append.permit().pause(), lastAt.get(author(append)), now));
        return inTime;
    }

    /**
     * Checks copies of messages: in slow mode, one at a time.
     *
     * @throws Refused if they come too soon, or are several
     */
    void require(Permit permit, List<EntryKey> copies) {
        Duration pause = permit.pause();
        if (pause.isZero()) {
            return;
        }
        if (copies.size() > 1) {
            throw new Refused(
                    ErrorCode.SLOW_MODE,
                    "this group is in slow mode, with one message every " + pause.toSeconds()
                            + " s for each member; forward one message, or several combined");
        }
        Author author = new Author(permit.conversation().id(), copies.getFirst().senderUid());
        long now = clock.millis();
        store.lastMessages(Set.of(author)).forEach(last -> {
            long wait = millisToWait(pause, last.createdAt(), now);
            if (wait > 0) {
                throw refusal(pause, wait);
            }
        });
    }

    private Map<Author, Long> lastAt(List<Append> appends) {
        Set<Author> authors = appends.stream()
                .filter(append -> !isFree(append))
                .map(SlowMode::author)
                .collect(Collectors.toSet());
        Map<Author, Long> lastAt = new HashMap<>();
        store.lastMessages(authors).forEach(last -> lastAt.put(last.author(), last.createdAt()));
        return lastAt;
    }

    private static long millisToWait(Duration pause, @Nullable Long lastAt, long now) {
        return lastAt == null ? 0 : pause.toMillis() - (now - lastAt);
    }

    private void end(List<Append> tooSoon, Function<Append, Long> millisToWait) {
        if (tooSoon.isEmpty()) {
            return;
        }
        Map<EntryKey, EntryRow> stored = store
                .stored(tooSoon.stream().map(Append::key).toList())
                .stream()
                .collect(Collectors.toMap(EntryRow::key, Function.identity()));
        for (Append append : tooSoon) {
            EntryRow before = stored.get(append.key());
            if (before == null) {
                append.outcome().completeExceptionally(refusal(append.permit().pause(), millisToWait.apply(append)));
            } else {
                append.outcome().complete(before.place());
            }
        }
    }

    private static Refused refusal(Duration pause, long millisToWait) {
        Duration wait = Duration.ofMillis(millisToWait);
        return new Refused(
                ErrorCode.SLOW_MODE,
                "this group is in slow mode, with one message every " + pause.toSeconds()
                        + " s for each member; you may write again in " + Refused.seconds(wait) + " s",
                wait);
    }

    private static boolean isFree(Append append) {
        return append.permit().pause().isZero();
    }

    private static Author author(Append append) {
        return new Author(append.conversationId(), append.draft().sender());
    }
}
