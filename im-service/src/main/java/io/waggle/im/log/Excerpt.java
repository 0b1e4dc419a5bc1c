package io.waggle.im.log;

import io.waggle.protocol.MediaKinds;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Location;

import java.util.List;
import java.util.Locale;

/**
 * What a quote, or the preview of a combined message, shows of a message.
 *
 * @param kind the name of the message's member in JSON: text, image …; empty for a kind of a newer version
 * @param text the first characters of its text or caption, or else of the name of its file, place or contact
 */
public record Excerpt(String kind, String text) {

    private static final int CHARACTERS = 200;

    public static Excerpt of(Content content) {
        return new Excerpt(kindOf(content), start(textOf(content)));
    }

    private static String kindOf(Content content) {
        return switch (content.getKindCase()) {
            case KIND_NOT_SET -> "";
            default -> content.getKindCase().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String textOf(Content content) {
        return switch (content.getKindCase()) {
            case TEXT -> content.getText();
            case LOCATION -> name(content.getLocation());
            case CARD -> content.getCard().getName();
            case COMBINED -> content.getCombined().getTitle();
            default -> content.getCaption().isEmpty() ? fileName(content) : content.getCaption();
        };
    }

    /** The name of the only file; empty if there is not exactly one. */
    private static String fileName(Content content) {
        List<MediaKinds.Shown> media = MediaKinds.mediaOf(content);
        return media.size() == 1 ? media.getFirst().media().getName() : "";
    }

    private static String name(Location location) {
        return location.getName().isEmpty() ? location.getAddress() : location.getName();
    }

    private static String start(String text) {
        return text.codePointCount(0, text.length()) <= CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, CHARACTERS)) + "…";
    }
}
