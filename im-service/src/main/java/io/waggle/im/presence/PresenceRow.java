package io.waggle.im.presence;

import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.WatchedState;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * A user's present state, the state that was last announced to others, and the time of the next announcement.
 *
 * <p>A change is announced when the grace time since the last announcement is over. That a user has gone is announced when they
 * have been away for the grace time. So if a user comes and goes within the grace time, there is one announcement or none. Only
 * the change to invisible is announced at once.
 *
 * @param lastSeen when the last device disconnected or the user became invisible; does not change while the user is invisible
 * @param toldOnline the announced state, together with {@code toldText} and {@code toldLastSeen}
 * @param toldAt the time of the last announcement; 0 before the first
 * @param version increases by one with each announcement
 * @param dueAt the time of the next announcement; null if there is nothing to announce
 */
record PresenceRow(
        Id uid,
        boolean online,
        @Nullable Long lastSeen,
        @Nullable String text,
        boolean invisible,
        boolean toldOnline,
        @Nullable String toldText,
        @Nullable Long toldLastSeen,
        long toldAt,
        long version,
        @Nullable Long dueAt) {

    /** The row of a user who was never online. */
    static PresenceRow of(Id uid) {
        return new PresenceRow(uid, false, null, null, false, false, null, null, 0, 0, null);
    }

    /**
     * The row after devices have connected or disconnected.
     *
     * @param goneAt when the last of the devices disconnected; null if none did
     */
    PresenceRow withDevices(boolean anyConnected, @Nullable Long goneAt, long now, Duration grace) {
        Long seen = invisible || goneAt == null ? lastSeen : later(lastSeen, goneAt);
        return with(anyConnected, seen, text, invisible).due(now, grace);
    }

    /** The row after the user has changed their status. */
    PresenceRow withStatus(@Nullable String newText, boolean nowInvisible, long now, Duration grace) {
        boolean disappears = nowInvisible && !invisible && online;
        return with(online, disappears ? Long.valueOf(now) : lastSeen, newText, nowInvisible)
                .due(now, grace);
    }

    /** The row after an announcement at this time. The version stays the same if there is nothing new to announce. */
    PresenceRow announced(long now) {
        ShownPresence shown = shown();
        boolean news = !shown.equals(told());
        return new PresenceRow(
                uid,
                online,
                lastSeen,
                text,
                invisible,
                shown.online(),
                shown.text(),
                shown.lastSeen(),
                news ? now : toldAt,
                news ? version + 1 : version,
                null);
    }

    /** The state that others see if they ask now. */
    ShownPresence current() {
        return invisible ? shown() : told();
    }

    WatchedState state() {
        return WatchedState.newBuilder()
                .setPresence(current().toPresence(uid))
                .setVersion(version)
                .build();
    }

    /** The state to announce when it is due. */
    private ShownPresence shown() {
        return online && !invisible ? ShownPresence.online(text) : ShownPresence.offline(lastSeen);
    }

    private ShownPresence told() {
        return new ShownPresence(toldOnline, toldText, toldLastSeen);
    }

    private PresenceRow due(long now, Duration grace) {
        return new PresenceRow(
                uid,
                online,
                lastSeen,
                text,
                invisible,
                toldOnline,
                toldText,
                toldLastSeen,
                toldAt,
                version,
                dueAt(now, grace.toMillis()));
    }

    private @Nullable Long dueAt(long now, long grace) {
        if (shown().equals(told())) {
            return null;
        }
        if (invisible && toldOnline) {
            return now;
        }
        Long seen = lastSeen;
        boolean away = !online && !invisible;
        return Math.max(toldAt + grace, away && seen != null ? seen + grace : now);
    }

    private PresenceRow with(
            boolean nowOnline, @Nullable Long newLastSeen, @Nullable String newText, boolean nowInvisible) {
        return new PresenceRow(
                uid,
                nowOnline,
                newLastSeen,
                newText,
                nowInvisible,
                toldOnline,
                toldText,
                toldLastSeen,
                toldAt,
                version,
                dueAt);
    }

    private static Long later(@Nullable Long one, Long other) {
        return one == null ? other : Long.valueOf(Math.max(one, other));
    }
}
