package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.MediaKinds;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Location;
import io.waggle.protocol.v1.Quote;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The earlier message of the same conversation that an entry is about: that it replies to, recalls or edits.
 *
 * @param content what the message contains now; empty if it was erased
 * @param expiresAt when the content is no longer shown, because it expires or was recalled; null: it stays
 */
public record About(
        long seq, Id senderUid, Content content, @Nullable Long expiresAt) {

    private static final int QUOTED_CHARACTERS = 200;

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
        return isGone(now)
                ? quote.setGone(true).build()
                : quote.setFrom(senderUid.value())
                        .setKind(kind())
                        .setText(start(text()))
                        .build();
    }

    private String kind() {
        return switch (content.getKindCase()) {
            case KIND_NOT_SET -> "";
            default -> content.getKindCase().name().toLowerCase(java.util.Locale.ROOT);
        };
    }

    private String text() {
        return switch (content.getKindCase()) {
            case TEXT -> content.getText();
            case LOCATION -> name(content.getLocation());
            case CARD -> content.getCard().getName();
            default -> content.getCaption().isEmpty() ? fileName() : content.getCaption();
        };
    }

    /** The name of the only file; empty if there is not exactly one. */
    private String fileName() {
        List<MediaKinds.Shown> media = MediaKinds.mediaOf(content);
        return media.size() == 1 ? media.getFirst().media().getName() : "";
    }

    private static String name(Location location) {
        return location.getName().isEmpty() ? location.getAddress() : location.getName();
    }

    private static String start(String text) {
        return text.codePointCount(0, text.length()) <= QUOTED_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, QUOTED_CHARACTERS)) + "…";
    }
}
