package io.waggle.protocol;

import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Media;
import org.jspecify.annotations.Nullable;

/** Finds the media of a message, whichever of its members holds it. */
public final class MediaKinds {

    private MediaKinds() {}

    /** Returns null if the message has no media. */
    public static @Nullable Media mediaOf(Content content) {
        return switch (content.getKindCase()) {
            case IMAGE -> content.getImage();
            case FILE -> content.getFile();
            case VOICE -> content.getVoice();
            case VIDEO -> content.getVideo();
            case TEXT, CUSTOM, CHANGE, RECALL, EDIT, LOCATION, CARD, TYPING, KIND_NOT_SET -> null;
        };
    }

    /** @throws IllegalArgumentException if the message has no media */
    public static MediaKind kindOf(Content content) {
        return switch (content.getKindCase()) {
            case IMAGE -> MediaKind.IMAGE;
            case FILE -> MediaKind.FILE;
            case VOICE -> MediaKind.VOICE;
            case VIDEO -> MediaKind.VIDEO;
            case TEXT, CUSTOM, CHANGE, RECALL, EDIT, LOCATION, CARD, TYPING, KIND_NOT_SET ->
                throw new IllegalArgumentException("the message has no media");
        };
    }

    /** Returns the same message with this media. */
    public static Content with(Content content, Media media) {
        Content.Builder changed = content.toBuilder();
        switch (kindOf(content)) {
            case IMAGE -> changed.setImage(media);
            case VOICE -> changed.setVoice(media);
            case VIDEO -> changed.setVideo(media);
            case FILE, UNRECOGNIZED -> changed.setFile(media);
        }
        return changed.build();
    }
}
