package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Quote;
import org.jspecify.annotations.Nullable;

/**
 * The earlier message of the same conversation that an entry is about: that it replies to, recalls or edits.
 *
 * @param content what the message contains now; empty if it was erased
 * @param expiresAt when the content is no longer shown, because it expires or was recalled; null: it stays
 */
public record About(
        long seq, Id senderUid, Content content, @Nullable Long expiresAt) {

    /** The same message after an edit. */
    public About with(Content edited) {
        return new About(seq, senderUid, edited, expiresAt);
    }

    /** Returns whether the content is no longer shown. */
    public boolean isGone(long now) {
        return expiresAt != null && expiresAt <= now;
    }

    /** The part of the message that a reply shows. */
    Quote quote(long now) {
        Quote.Builder quote = Quote.newBuilder().setSeq(seq);
        if (isGone(now)) {
            return quote.setGone(true).build();
        }
        Excerpt excerpt = Excerpt.of(content);
        return quote.setFrom(senderUid.value())
                .setKind(excerpt.kind())
                .setText(excerpt.text())
                .build();
    }
}
