package io.waggle.protocol;

import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Media;
import org.jspecify.annotations.Nullable;

/** The media that a message shows, whichever of its members it stands in. */
public final class MediaKinds {

    private MediaKinds() {}

    /** Null: the message shows none. */
    public static @Nullable Media mediaOf(Content content) {
        return switch (content.getKindCase()) {
            case IMAGE -> content.getImage();
            case FILE -> content.getFile();
            case VOICE -> content.getVoice();
            case VIDEO -> content.getVideo();
            case TEXT, CUSTOM, CHANGE, TYPING, KIND_NOT_SET -> null;
        };
    }

    /** @throws IllegalArgumentException if the message shows none */
    public static MediaKind kindOf(Content content) {
        return switch (content.getKindCase()) {
            case IMAGE -> MediaKind.IMAGE;
            case FILE -> MediaKind.FILE;
            case VOICE -> MediaKind.VOICE;
            case VIDEO -> MediaKind.VIDEO;
            case TEXT, CUSTOM, CHANGE, TYPING, KIND_NOT_SET ->
                throw new IllegalArgumentException("a message without media");
        };
    }

    /** The same message with what is known of its media. */
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
