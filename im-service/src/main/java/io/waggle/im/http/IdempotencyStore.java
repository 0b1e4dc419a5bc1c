package io.waggle.im.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Remembers answers for a day, and lets one request at a time run under a key. */
@Component
class IdempotencyStore {

    /** A first try that has not ended by then has died with its process. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    static final Duration LIFE = Duration.ofHours(24);

    private static final int SWEPT_AT_ONCE = 1_000;

    private final IdempotencyMapper mapper;
    private final Clock clock;

    IdempotencyStore(IdempotencyMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /** What a request has to do that names a key. */
    sealed interface Turn {}

    /** It is the first, or takes the place of one that died. It runs, then ends the turn. */
    record Run(RequestFingerprint request, long claimedAt) implements Turn {}

    /** It has run before. */
    record Replay(int status, @Nullable String location, String body) implements Turn {}

    Turn begin(RequestFingerprint request) {
        long now = clock.millis();
        try {
            mapper.insert(request, now);
            return new Run(request, now);
        } catch (DuplicateKeyException cameBefore) {
            StoredAnswer stored = mapper.find(request);
            return stored == null ? inTheMoment() : again(request, stored, now);
        }
    }

    /** The request is done; the same one again gets this answer. */
    void complete(Run run, int status, @Nullable String location, String body) {
        String fingerprint = run.request().fingerprint();
        mapper.complete(run.request(), new StoredAnswer(fingerprint, status, location, body, run.claimedAt()));
    }

    /** The request failed in a way that may pass; the same one again runs again. */
    void giveUp(Run run) {
        mapper.delete(run.request(), run.claimedAt());
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        long before = clock.millis() - LIFE.toMillis();
        while (mapper.deleteBefore(before, SWEPT_AT_ONCE) == SWEPT_AT_ONCE) {}
    }

    private Turn again(RequestFingerprint request, StoredAnswer stored, long now) {
        if (!stored.fingerprint().equals(request.fingerprint())) {
            throw new Refused(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        if (stored.status() != null && stored.body() != null) {
            return new Replay(stored.status(), stored.location(), stored.body());
        }
        boolean died = now - stored.createdAt() > PATIENCE.toMillis();
        if (died && mapper.takeOver(request, stored.createdAt(), now) == 1) {
            return new Run(request, now);
        }
        return inTheMoment();
    }

    private static Turn inTheMoment() {
        throw new Refused(ErrorCode.STILL_RUNNING);
    }
}
