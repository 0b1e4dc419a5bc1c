package io.waggle.im.log;

import io.waggle.protocol.Id;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Messages whose time is limited. That nobody is shown what has expired is seen to wherever entries are shown; here what they
 * said is deleted, soon after.
 */
@Service
public class Expiry {

    private static final Logger log = LoggerFactory.getLogger(Expiry.class);
    private static final int SWEPT_AT_ONCE = 500;

    private final ExpiryMapper mapper;
    private final Clock clock;

    Expiry(ExpiryMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Someone reads what lies between the two entries. Call it before its cursor is moved: should that fail, what was read
     * burns all the same, and the other way round it never would.
     *
     * @return whether anything burns now
     */
    public boolean read(Id conversation, Id reader, long after, long upTo, long readAt) {
        return upTo > after && mapper.startBurning(conversation, reader, after, upTo, readAt) > 0;
    }

    @Scheduled(fixedDelay = 20, timeUnit = TimeUnit.SECONDS)
    void sweep() {
        try {
            while (sweepSome() == SWEPT_AT_ONCE) {}
        } catch (DataAccessException away) {
            log.warn("What has expired could not be deleted; it is tried again in a moment", away);
        }
    }

    private int sweepSome() {
        List<Entry> entries = mapper.findToSweep(clock.millis(), SWEPT_AT_ONCE);
        if (!entries.isEmpty()) {
            mapper.deleteMediaReferences(entries);
            mapper.emptyContent(entries);
            mapper.markSwept(entries);
        }
        return entries.size();
    }
}
