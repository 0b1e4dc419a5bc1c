package io.waggle.media.moderation;

import io.waggle.media.content.ContentRow;
import io.waggle.media.content.Judgements;
import io.waggle.media.content.Library;
import io.waggle.media.content.Moderation;
import io.waggle.media.store.Keys;
import io.waggle.media.store.Store;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Carries out verdicts. The verdict is stored first, and then the objects are moved: those of a blocked content to keys that no
 * signed address has, so that signed addresses already given out stop working; those of a content that is no longer blocked
 * back. Each step may be repeated, and is repeated until the last one is done.
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
    private final TransactionTemplate transaction;
    private final Clock clock;

    Verdicts(
            Judgements judgements,
            Blocks blocks,
            Library library,
            Store store,
            TransactionTemplate transaction,
            Clock clock) {
        this.judgements = judgements;
        this.blocks = blocks;
        this.library = library;
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Records a verdict by a person. */
    void pronounce(ContentRow content, Verdict verdict, String reason, Id by) {
        if (verdict == Verdict.BLOCK) {
            block(content.sha256(), reason, by);
        } else if (content.moderation() == Moderation.BLOCKED) {
            unblock(content.sha256(), verdict.moderation(), reason);
        } else if (content.moderation() == Moderation.CHECKING || content.checkAt() == null) {
            judgements.judge(content.id(), verdict.moderation(), reason, null);
        } else {
            // The objects have not been moved back yet since an earlier verdict.
            judgements.judge(content.id(), verdict.moderation(), reason, soon());
            moveBack(content, verdict.moderation());
        }
    }

    /** Records a verdict by a check, unless a person has already decided. */
    void pronounceChecked(ContentRow content, Verdict verdict, String reason) {
        Long again = verdict == Verdict.BLOCK ? soon() : null;
        if (judgements.judgeChecked(content.id(), verdict.moderation(), reason, again) && verdict == Verdict.BLOCK) {
            block(content.sha256(), reason, NOBODY);
        }
    }

    /** Completes the work that follows from a new content's first state. */
    void begin(ContentRow content) {
        if (!finishBlock(content)) {
            judgements.settle(content.id(), content.moderation());
        }
    }

    /** Completes the work that follows from the content's verdict, if it is not complete yet. */
    void finish(ContentRow content) {
        if (!finishBlock(content) && content.moderation() != Moderation.CHECKING) {
            moveBack(content, content.moderation());
        }
    }

    /** Returns false if the content is not blocked. */
    private boolean finishBlock(ContentRow content) {
        boolean isBlocked = content.moderation() == Moderation.BLOCKED;
        if (!isBlocked && !blocks.contains(content.sha256())) {
            return false;
        }
        String reason = isBlocked ? content.reason() : "blocked by its hash";
        blocks.addIfAbsent(content.sha256(), reason, NOBODY);
        block(content, reason);
        return true;
    }

    /** Blocks the content, whether it is stored here or not. */
    void block(byte[] sha256, String reason, Id by) {
        blocks.add(sha256, reason, by);
        library.ofBytes(sha256).forEach(content -> block(content, reason));
    }

    /** Unblocks the content and passes it. Contents that are not blocked do not change. */
    void unblock(byte[] sha256) {
        unblock(sha256, Moderation.PASSED, "");
    }

    private void unblock(byte[] sha256, Moderation next, String reason) {
        List<ContentRow> blocked = library.ofBytes(sha256).stream()
                .filter(content -> content.moderation() == Moderation.BLOCKED)
                .toList();
        // All at once: a content that is on the list and not blocked would be blocked again, or stay open.
        transaction.executeWithoutResult(status -> {
            blocks.remove(sha256);
            blocked.forEach(content -> judgements.judge(content.id(), next, reason, soon()));
        });
        blocked.forEach(content -> moveBack(content, next));
    }

    private void moveBack(ContentRow content, Moderation next) {
        Keys.ofContent(content.id(), content.objectKey()).forEach(key -> store.move(Keys.ofBlocked(key), key));
        if (!judgements.settle(content.id(), next)) {
            finishLaterVerdict(content.id());
        }
    }

    /** Moves the objects again if the content was blocked while they were moved back. */
    private void finishLaterVerdict(Id content) {
        ContentRow now = library.content(content);
        if (now != null) {
            finishBlock(now);
        }
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
