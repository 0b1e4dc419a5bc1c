package io.waggle.media.upload;

import io.waggle.media.inspect.Waiting;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Limits how many files are inspected at once, because inspection costs disk, CPU and time: each upload once at a time, a few
 * per user, and a few more in total. So one user does not delay the others, and a second request to complete an upload waits
 * for the first.
 */
@Component
final class Turns {

    private static final int ALL_AT_ONCE = 8;
    private static final int OF_A_USER = 2;
    private static final int WAITING = 64;

    private final Semaphore all = new Semaphore(ALL_AT_ONCE, true);
    private final Map<Id, Line> uploads = new ConcurrentHashMap<>();
    private final Map<Id, Line> users = new ConcurrentHashMap<>();
    private final Duration patience;

    Turns() {
        this(Waiting.PATIENCE);
    }

    Turns(Duration patience) {
        this.patience = patience;
    }

    /** One permission to inspect, held until it is released. */
    @FunctionalInterface
    interface Turn {
        void release();
    }

    /** @throws Refused if it takes too long, or too many requests of the user are waiting already */
    Turn await(Id uid, Id upload) {
        Turn first = await(uploads, upload, 1);
        try {
            Turn second = await(users, uid, OF_A_USER);
            try {
                Waiting.acquire(all, 1, patience);
            } catch (Refused late) {
                second.release();
                throw late;
            }
            return () -> {
                all.release();
                second.release();
                first.release();
            };
        } catch (Refused late) {
            first.release();
            throw late;
        }
    }

    private Turn await(Map<Id, Line> lines, Id id, int atOnce) {
        Line line = lines.compute(
                id, (same, there) -> there == null ? new Line(new Semaphore(atOnce, true), 1) : there.with(1));
        try {
            if (line.requests > WAITING) {
                throw new Refused(ErrorCode.OVERLOADED);
            }
            Waiting.acquire(line.turns, 1, patience);
        } catch (Refused late) {
            leave(lines, id);
            throw late;
        }
        return () -> {
            line.turns.release();
            leave(lines, id);
        };
    }

    private static void leave(Map<Id, Line> lines, Id id) {
        lines.computeIfPresent(id, (same, line) -> line.requests == 1 ? null : line.with(-1));
    }

    /** @param requests how many requests hold a turn or wait for one */
    private record Line(Semaphore turns, int requests) {
        Line with(int more) {
            return new Line(turns, requests + more);
        }
    }
}
