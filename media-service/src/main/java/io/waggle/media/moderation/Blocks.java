package io.waggle.media.moderation;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Service;

import java.time.Clock;

/** The blocked contents, by their hash. A hash may be blocked before any such content is uploaded. */
@Service
public class Blocks {

    private final BlockMapper mapper;
    private final Clock clock;

    Blocks(BlockMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /** @throws Refused if the content is blocked */
    public void check(byte[] sha256) {
        if (contains(sha256)) {
            throw new Refused(ErrorCode.MEDIA_BLOCKED);
        }
    }

    boolean contains(byte[] sha256) {
        return mapper.exists(sha256);
    }

    void add(byte[] sha256, String reason, Id by) {
        mapper.insert(sha256, reason, by, clock.millis());
    }

    void addIfAbsent(byte[] sha256, String reason, Id by) {
        if (!contains(sha256)) {
            add(sha256, reason, by);
        }
    }

    void remove(byte[] sha256) {
        mapper.delete(sha256);
    }
}
