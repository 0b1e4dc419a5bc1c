package io.waggle.im.log;

import io.waggle.im.conversation.Conversation;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The expiry of entries with a limited lifetime. Every read path hides expired content; this class erases it soon after.
 */
@Service
public class Expiry {

    private static final Logger log = LoggerFactory.getLogger(Expiry.class);
    private static final int SWEPT_AT_ONCE = 500;

    private final ExpiryMapper mapper;
    private final ConversationLog conversationLog;
    private final Clock clock;

    Expiry(ExpiryMapper mapper, ConversationLog conversationLog, Clock clock) {
        this.mapper = mapper;
        this.conversationLog = conversationLog;
        this.clock = clock;
    }

    /**
     * Starts the burn time of the entries above {@code after} and up to {@code upTo} that burn after reading. Call it before
     * the reader's cursor moves: if moving it fails, the entries burn anyway. In the other order, after a failure they would
     * never burn.
     *
     * @return whether there are such entries
     */
    public boolean read(Conversation conversation, Id reader, long after, long upTo, long readAt) {
        if (upTo <= after || !mapper.burns(conversation.id(), reader, after, upTo)) {
            return false;
        }
        return conversationLog.change(conversation, reader, () -> {
            mapper.startBurning(conversation.id(), reader, after, upTo, readAt);
            return ChangeResult.silent(true);
        });
    }

    @Scheduled(fixedDelay = 20, timeUnit = TimeUnit.SECONDS)
    void sweep() {
        try {
            while (sweepSome() == SWEPT_AT_ONCE) {}
        } catch (DataAccessException | Refused away) {
            log.warn("Expired entries were not erased; the next sweep tries again", away);
        }
    }

    private int sweepSome() {
        List<EntryRef> entries = mapper.findToSweep(clock.millis(), SWEPT_AT_ONCE);
        conversationLog.erase(entries);
        return entries.size();
    }
}
