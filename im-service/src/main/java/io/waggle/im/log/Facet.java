package io.waggle.im.log;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Content;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a message is besides plain text. A reader can ask for the messages of a conversation that have a facet. */
public enum Facet {
    /** An image, a video or an album. */
    MEDIA,
    IMAGE,
    VIDEO,
    ALBUM,
    VOICE,
    FILE,
    LOCATION,
    CARD,
    CUSTOM,
    COMBINED,
    /** A text or a caption that contains an address of the web. */
    LINK;

    private static final Pattern ADDRESS =
            Pattern.compile("(?<![a-z0-9])(?:https?://|www\\.)[\\p{L}\\p{N}]", Pattern.CASE_INSENSITIVE);

    /** The facets of a message. */
    static Set<Facet> of(Content message) {
        Set<Facet> facets = ofKind(message);
        if (ADDRESS.matcher(message.getText()).find()
                || ADDRESS.matcher(message.getCaption()).find()) {
            facets.add(LINK);
        }
        return facets;
    }

    private static Set<Facet> ofKind(Content message) {
        return switch (message.getKindCase()) {
            case IMAGE -> EnumSet.of(MEDIA, IMAGE);
            case VIDEO -> EnumSet.of(MEDIA, VIDEO);
            case ALBUM -> EnumSet.of(MEDIA, ALBUM);
            case VOICE -> EnumSet.of(VOICE);
            case FILE -> EnumSet.of(FILE);
            case LOCATION -> EnumSet.of(LOCATION);
            case CARD -> EnumSet.of(CARD);
            case CUSTOM -> EnumSet.of(CUSTOM);
            case COMBINED -> EnumSet.of(COMBINED);
            case TEXT, CHANGE, RECALL, EDIT, PIN, TYPING, KIND_NOT_SET -> EnumSet.noneOf(Facet.class);
        };
    }

    /**
     * Reads the name that clients use.
     *
     * @throws Refused if there is no such facet
     */
    public static Facet parse(String name) {
        return Arrays.stream(values())
                .filter(facet -> facet.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        ErrorCode.INVALID_REQUEST,
                        "kind must be one of "
                                + Arrays.stream(values()).map(Facet::wireName).collect(Collectors.joining(", "))));
    }

    private String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
