package io.waggle.media.moderation;

import io.waggle.media.content.ContentRow;
import io.waggle.media.content.Judgements;
import io.waggle.media.content.Moderation;
import io.waggle.media.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the checks of new contents. Due checks are stored in the database: an interrupted check is run again by any instance of
 * the service.
 */
@Component
public class Checks {

    private static final Logger log = LoggerFactory.getLogger(Checks.class);
    private static final int AT_ONCE = 20;
    private static final long AGAIN_MILLIS = 5_000;

    private final ModerationProperties properties;
    private final Judgements judgements;
    private final Verdicts verdicts;
    private final Hook hook;
    private final Clock clock;

    Checks(ModerationProperties properties, Judgements judgements, Verdicts verdicts, Hook hook, Clock clock) {
        this.properties = properties;
        this.judgements = judgements;
        this.verdicts = verdicts;
        this.hook = hook;
        this.clock = clock;
    }

    /** Returns the first moderation state of a new content. */
    public Moderation first() {
        return switch (properties.policy()) {
            case NOBODY -> Moderation.PASSED;
            case HOOK -> Moderation.CHECKING;
            case PERSON -> Moderation.HELD;
        };
    }

    /** Returns when a new content is first processed: at once, and again until there is nothing left to do. */
    public long firstAt() {
        return clock.millis();
    }

    /** Returns whether others see a content before there is a verdict. */
    public boolean shownMeanwhile() {
        return properties.showMeanwhile();
    }

    /**
     * Starts the check. Call it when the content is stored. A block that is set at the same time either sees the content or is
     * seen here.
     */
    public void begin(ContentRow content) {
        verdicts.begin(content);
        if (content.moderation() == Moderation.CHECKING) {
            Thread.ofVirtual().name("media-check").start(() -> process(content));
        }
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void checkDue() {
        List<ContentRow> due = judgements.due(clock.millis(), AT_ONCE);
        due.forEach(this::process);
    }

    private void process(ContentRow content) {
        try {
            verdicts.finish(content);
            if (content.moderation() == Moderation.CHECKING) {
                check(content);
            }
        } catch (DataAccessException | StoreUnavailable away) {
            log.warn("The moderation of content {} could not be completed; it will be retried", content.id(), away);
        }
    }

    private void check(ContentRow content) {
        long next = clock.millis() + AGAIN_MILLIS * (1L << Math.min(10, content.checks()));
        if (!judgements.claimCheck(content, next)) {
            return;
        }
        try {
            Hook.Answer answer = hook.ask(content);
            verdicts.pronounceChecked(content, answer.verdict(), answer.reason());
        } catch (StoreUnavailable away) {
            log.warn("The check of content {} is postponed, because the store is unavailable", content.id(), away);
        } catch (IOException silent) {
            log.warn("The check of content {} failed: {}", content.id(), silent.getMessage());
            if (content.checks() + 1 >= properties.attempts()) {
                verdicts.pronounceChecked(content, Verdict.HOLD, "the check did not answer");
            }
        }
    }
}
