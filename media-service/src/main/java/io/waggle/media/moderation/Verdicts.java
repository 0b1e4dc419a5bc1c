package io.waggle.media.moderation;

import io.waggle.media.content.ContentRow;
import io.waggle.media.content.Judgements;
import io.waggle.media.content.Library;
import io.waggle.media.content.Moderation;
import io.waggle.media.store.Keys;
import io.waggle.media.store.Store;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.time.Duration;

/**
 * Carries out verdicts. A blocked content is first marked as blocked, then its objects are moved to keys that no signed address
 * has, so that signed addresses already given out stop working. Each step may be repeated, and is repeated until the last one
 * is done.
 */
@Service
class Verdicts {

    private static final Id NOBODY = new Id(0);

    /** The time after which unfinished work is started again. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Judgements judgements;
    private final Blocks blocks;
    private final Library library;
    private final Store store;
    private final Clock clock;

    Verdicts(Judgements judgements, Blocks blocks, Library library, Store store, Clock clock) {
        this.judgements = judgements;
        this.blocks = blocks;
        this.library = library;
        this.store = store;
        this.clock = clock;
    }

    /** Records a verdict by a person. */
    void pronounce(ContentRow content, Verdict verdict, String reason, Id by) {
        if (verdict == Verdict.BLOCK) {
            block(content.sha256(), reason, by);
            return;
        }
        if (content.moderation() == Moderation.BLOCKED) {
            unblock(content.sha256());
        }
        judgements.judge(content.id(), verdict.moderation(), reason, null);
    }

    /** Records a verdict by a check, unless a person has already decided. */
    void pronounceChecked(ContentRow content, Verdict verdict, String reason) {
        Long again = verdict == Verdict.BLOCK ? soon() : null;
        if (judgements.judgeChecked(content.id(), verdict.moderation(), reason, again) && verdict == Verdict.BLOCK) {
            block(content.sha256(), reason, NOBODY);
        }
    }

    /** Completes the work that follows from the content's verdict, if it is not complete yet. */
    void finish(ContentRow content) {
        if (content.moderation() == Moderation.BLOCKED || blocks.contains(content.sha256())) {
            String reason = content.moderation() == Moderation.BLOCKED ? content.reason() : "blocked by its hash";
            blocks.addIfAbsent(content.sha256(), reason, NOBODY);
            block(content, reason);
        } else {
            judgements.settle(content.id(), content.moderation());
        }
    }

    /** Blocks the content, whether it is stored here or not. */
    void block(byte[] sha256, String reason, Id by) {
        blocks.add(sha256, reason, by);
        library.ofBytes(sha256).forEach(content -> block(content, reason));
    }

    /** Unblocks the content. Contents that are not blocked do not change. */
    void unblock(byte[] sha256) {
        for (ContentRow content : library.ofBytes(sha256)) {
            if (content.moderation() == Moderation.BLOCKED) {
                Keys.ofContent(content.id(), content.objectKey()).forEach(key -> store.move(Keys.ofBlocked(key), key));
                judgements.judge(content.id(), Moderation.PASSED, "", null);
            }
        }
        blocks.remove(sha256);
    }

    private void block(ContentRow content, String reason) {
        judgements.judge(content.id(), Moderation.BLOCKED, reason, soon());
        Keys.ofContent(content.id(), content.objectKey()).forEach(key -> store.move(key, Keys.ofBlocked(key)));
        judgements.settle(content.id(), Moderation.BLOCKED);
    }

    private long soon() {
        return clock.millis() + AGAIN.toMillis();
    }
}
