package io.waggle.im.presence;

import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.WatchedState;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * A user as it is, as others were told last, and when they have to be told again.
 *
 * <p>A change is told when the grace time since the last one is over; that a user has gone, when it has been away for as
 * long. So who comes and goes within the grace time is told of once, or not at all. Only that a user makes itself invisible
 * is told at once.
 *
 * @param lastSeen when the last device went, or the user became invisible; it stays while the user is invisible
 * @param toldOnline what others were told last, like the two that follow
 * @param toldAt 0 before the first time
 * @param version one more each time others are told
 * @param dueAt null: there is nothing to tell
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

    /** Someone of whom nothing is known. */
    static PresenceRow of(Id uid) {
        return new PresenceRow(uid, false, null, null, false, false, null, null, 0, 0, null);
    }

    /**
     * Devices have come or gone.
     *
     * @param goneAt when the last of those that have gone went; null if none has
     */
    PresenceRow withDevices(boolean anyConnected, @Nullable Long goneAt, long now, Duration grace) {
        Long seen = invisible || goneAt == null ? lastSeen : later(lastSeen, goneAt);
        return with(anyConnected, seen, text, invisible).due(now, grace);
    }

    /** The user says how it wants to be seen. */
    PresenceRow withStatus(@Nullable String newText, boolean nowInvisible, long now, Duration grace) {
        boolean disappears = nowInvisible && !invisible && online;
        return with(online, disappears ? Long.valueOf(now) : lastSeen, newText, nowInvisible)
                .due(now, grace);
    }

    /** Others are told now, if there is anything that they do not know. */
    PresenceRow tell(long now) {
        Shown shown = shown();
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

    /** What others see who ask now. */
    Shown current() {
        return invisible ? shown() : told();
    }

    WatchedState state() {
        return WatchedState.newBuilder()
                .setPresence(current().toPresence(uid))
                .setVersion(version)
                .build();
    }

    /** What others are to see, when it is time. */
    private Shown shown() {
        return online && !invisible ? Shown.online(text) : Shown.offline(lastSeen);
    }

    private Shown told() {
        return new Shown(toldOnline, toldText, toldLastSeen);
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
