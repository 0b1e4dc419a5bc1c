package io.waggle.kit.idempotency;

import com.google.protobuf.ByteString;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Stores answers for a day, and lets only one request at a time run under a key. */
public class IdempotencyStore {

    /** After this time, a first request that has not finished counts as lost with its process. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    static final Duration LIFE = Duration.ofHours(24);

    private static final int SWEPT_AT_ONCE = 1_000;

    private final IdempotencyMapper mapper;
    private final Clock clock;
    private final SecureRandom random;

    IdempotencyStore(IdempotencyMapper mapper, Clock clock, SecureRandom random) {
        this.mapper = mapper;
        this.clock = clock;
        this.random = random;
    }

    /** The next step for a request with a key. */
    public sealed interface Turn {}

    /** The request is the first one, or replaces a lost one. It runs, then ends the turn. */
    public record Run(KeyedRequest request, long claimedAt) implements Turn {}

    /** The request has run before. */
    public record Replay(int status, @Nullable String location, ByteString body) implements Turn {}

    /** @throws Refused if the key was used for another request, or the first request still runs */
    public Turn begin(KeyedRequest request) {
        long now = clock.millis();
        try {
            mapper.insert(request, now);
            return new Run(request, now);
        } catch (DuplicateKeyException cameBefore) {
            StoredAnswer stored = mapper.find(request);
            return stored == null ? stillRunning() : again(request, stored, now);
        }
    }

    /**
     * Records that the request is done; a repetition gets this answer. A request whose answer may differ next time runs again.
     */
    public void complete(Run run, int status, @Nullable String location, ByteString body) {
        if (isTemporary(status)) {
            giveUp(run);
            return;
        }
        KeyedRequest request = run.request();
        ByteString sealed = SealedAnswer.seal(request.answerKey(), body, random);
        mapper.complete(request, new StoredAnswer(request.fingerprint(), status, location, sealed, run.claimedAt()));
    }

    /** Records that the request failed; a repetition runs it again. */
    public void giveUp(Run run) {
        mapper.delete(run.request(), run.claimedAt());
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        long before = clock.millis() - LIFE.toMillis();
        while (mapper.deleteBefore(before, SWEPT_AT_ONCE) == SWEPT_AT_ONCE) {}
    }

    private Turn again(KeyedRequest request, StoredAnswer stored, long now) {
        if (!stored.fingerprint().equals(request.fingerprint())) {
            throw new Refused(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
        if (stored.status() != null && stored.body() != null) {
            return new Replay(
                    stored.status(), stored.location(), SealedAnswer.open(request.answerKey(), stored.body()));
        }
        boolean died = now - stored.createdAt() > PATIENCE.toMillis();
        if (died && mapper.takeOver(request, stored.createdAt(), now) == 1) {
            return new Run(request, now);
        }
        return stillRunning();
    }

    private static boolean isTemporary(int status) {
        return status >= 500 || status == ErrorCode.OVERLOADED.httpStatus();
    }

    private static Turn stillRunning() {
        throw new Refused(ErrorCode.STILL_RUNNING);
    }
}
