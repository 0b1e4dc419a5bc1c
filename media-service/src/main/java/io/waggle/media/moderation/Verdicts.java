package io.waggle.media.moderation;

import io.waggle.media.content.ContentRow;
import io.waggle.media.content.Judgements;
import io.waggle.media.content.Library;
import io.waggle.media.content.Moderation;
import io.waggle.media.store.Keys;
import io.waggle.media.store.Store;
import io.waggle.protocol.Id;
import org.springframework.stereotype.Service;

/**
 * Carries out verdicts. A blocked content is refused first, then moved to where no signed address leads: those that are out
 * lead nowhere. Each step may be done again.
 */
@Service
class Verdicts {

    private static final Id NOBODY = new Id(0);

    private final Judgements judgements;
    private final Blocks blocks;
    private final Library library;
    private final Store store;

    Verdicts(Judgements judgements, Blocks blocks, Library library, Store store) {
        this.judgements = judgements;
        this.blocks = blocks;
        this.library = library;
        this.store = store;
    }

    /** By a person. */
    void pronounce(ContentRow content, Verdict verdict, String reason, Id by) {
        if (verdict == Verdict.BLOCK) {
            block(content.sha256(), reason, by);
            return;
        }
        if (content.moderation() == Moderation.BLOCKED) {
            unblock(content.sha256());
        }
        judgements.judge(content.id(), verdict.moderation(), reason);
    }

    /** By a check, unless a person was quicker. */
    void pronounceChecked(ContentRow content, Verdict verdict, String reason) {
        boolean first = judgements.judgeChecked(content.id(), verdict.moderation(), reason);
        if (first && verdict == Verdict.BLOCK) {
            block(content.sha256(), reason, NOBODY);
        }
    }

    void blockIfListed(ContentRow content) {
        if (blocks.contains(content.sha256())) {
            block(content.sha256(), "blocked by its hash", NOBODY);
        }
    }

    /** Whether it is here or not. */
    void block(byte[] sha256, String reason, Id by) {
        blocks.add(sha256, reason, by);
        for (ContentRow content : library.ofBytes(sha256)) {
            judgements.judge(content.id(), Moderation.BLOCKED, reason);
            Keys.ofContent(content.id(), content.objectKey()).forEach(key -> store.move(key, Keys.ofBlocked(key)));
        }
    }

    void unblock(byte[] sha256) {
        for (ContentRow content : library.ofBytes(sha256)) {
            Keys.ofContent(content.id(), content.objectKey()).forEach(key -> store.move(Keys.ofBlocked(key), key));
            judgements.judge(content.id(), Moderation.PASSED, "");
        }
        blocks.remove(sha256);
    }
}
