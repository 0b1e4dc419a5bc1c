package io.waggle.im.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Limits guesses of a password: after ten wrong passwords for a username, all further ones are refused for 15 minutes.
 *
 * <p>Counts by username, whether the account exists or not. A guess also counts while it is being checked, so that many
 * parallel guesses are not all checked. Each service counts separately and loses its counts when it stops. With a few services
 * an attacker has a few times ten guesses, which is still too few, and no guess costs a write to the database.
 */
@Component
class WrongPasswords {

    static final int WRONG_MAX = 10;
    static final Duration WINDOW = Duration.ofMinutes(15);

    /**
     * One guess takes some tens of milliseconds of a core, so pushing a username out of the cache with other usernames takes
     * long.
     */
    private static final int NAMES_MAX = 10_000;

    private final Cache<String, Guesses> guesses;
    private final Clock clock;

    WrongPasswords(Clock clock) {
        this.clock = clock;
        this.guesses = Caffeine.newBuilder()
                .maximumSize(NAMES_MAX)
                .expireAfterWrite(WINDOW)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Returns the number of usernames in the cache. Usernames whose last guess is older than the window are not counted. */
    long remembered() {
        guesses.cleanUp();
        return guesses.estimatedSize();
    }

    /** @param until when the wrong guesses are forgotten */
    private record Guesses(int wrong, int underWay, long until) {

        boolean full() {
            return wrong + underWay >= WRONG_MAX;
        }

        Guesses begun() {
            return new Guesses(wrong, underWay + 1, until);
        }

        @Nullable
        Guesses right() {
            return underWay > 1 ? new Guesses(0, underWay - 1, until) : null;
        }

        Guesses wrong(int more) {
            return new Guesses(wrong + more, Math.max(0, underWay - 1), until);
        }
    }

    /**
     * Checks one password for this username.
     *
     * @throws Refused if there were too many wrong passwords
     */
    boolean check(String username, BooleanSupplier password) {
        String name = username.toLowerCase(Locale.ROOT);
        guesses.asMap().compute(name, (key, known) -> begin(known));
        boolean answered = false;
        boolean right = false;
        try {
            right = password.getAsBoolean();
            answered = true;
        } finally {
            int wrong = answered && !right ? 1 : 0;
            boolean forget = right;
            guesses.asMap().computeIfPresent(name, (key, known) -> forget ? known.right() : known.wrong(wrong));
        }
        return right;
    }

    private Guesses begin(@Nullable Guesses known) {
        long now = clock.millis();
        Guesses current = known == null || known.until() <= now
                ? new Guesses(0, known == null ? 0 : known.underWay(), now + WINDOW.toMillis())
                : known;
        if (current.wrong() >= WRONG_MAX) {
            throw new Refused(
                    ErrorCode.OVERLOADED,
                    "too many wrong passwords for this username; try again after "
                            + Timestamps.toString(current.until()));
        }
        if (current.full()) {
            throw new Refused(
                    ErrorCode.OVERLOADED, "too many logins with this username at once; try again in a few seconds");
        }
        return current.begun();
    }
}
