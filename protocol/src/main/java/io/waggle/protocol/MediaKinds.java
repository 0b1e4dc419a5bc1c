package io.waggle.protocol;

import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.v1.Album;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Media;

import java.util.List;

/** Finds the media of a message that was checked, whichever of its members holds them. */
public final class MediaKinds {

    private MediaKinds() {}

    /** A medium, and as what the message shows it. */
    public record Shown(MediaKind kind, Media media) {}

    /** Returns the media in the order in which the message shows them; empty if it shows none. */
    public static List<Shown> mediaOf(Content content) {
        return switch (content.getKindCase()) {
            case IMAGE -> List.of(new Shown(MediaKind.IMAGE, content.getImage()));
            case FILE -> List.of(new Shown(MediaKind.FILE, content.getFile()));
            case VOICE -> List.of(new Shown(MediaKind.VOICE, content.getVoice()));
            case VIDEO -> List.of(new Shown(MediaKind.VIDEO, content.getVideo()));
            case ALBUM ->
                content.getAlbum().getItemsList().stream()
                        .map(MediaKinds::shownIn)
                        .toList();
            case TEXT, CUSTOM, CHANGE, RECALL, EDIT, PIN, COMBINED, LOCATION, CARD, TYPING, KIND_NOT_SET -> List.of();
        };
    }

    private static Shown shownIn(Album.Item item) {
        return switch (item.getMediumCase()) {
            case IMAGE -> new Shown(MediaKind.IMAGE, item.getImage());
            case VIDEO -> new Shown(MediaKind.VIDEO, item.getVideo());
            case MEDIUM_NOT_SET -> throw new IllegalArgumentException("an item of an album has no medium");
        };
    }

    /**
     * Returns the same message with these media in place of its own.
     *
     * @param media as many as {@link #mediaOf} returns, in the same order
     */
    public static Content with(Content content, List<Media> media) {
        Content.Builder changed = content.toBuilder();
        switch (content.getKindCase()) {
            case IMAGE -> changed.setImage(media.getFirst());
            case FILE -> changed.setFile(media.getFirst());
            case VOICE -> changed.setVoice(media.getFirst());
            case VIDEO -> changed.setVideo(media.getFirst());
            case ALBUM -> replace(changed.getAlbumBuilder(), media);
            case TEXT, CUSTOM, CHANGE, RECALL, EDIT, PIN, COMBINED, LOCATION, CARD, TYPING, KIND_NOT_SET -> {}
        }
        return changed.build();
    }

    private static void replace(Album.Builder album, List<Media> media) {
        for (int i = 0; i < media.size(); i++) {
            Album.Item.Builder item = album.getItemsBuilder(i);
            switch (item.getMediumCase()) {
                case IMAGE -> item.setImage(media.get(i));
                case VIDEO -> item.setVideo(media.get(i));
                case MEDIUM_NOT_SET -> throw new IllegalArgumentException("an item of an album has no medium");
            }
        }
    }

    /** Returns the same message as its sender sends it: with the ids of its media alone. */
    public static Content asSent(Content content) {
        return with(
                content,
                mediaOf(content).stream()
                        .map(shown -> Media.newBuilder()
                                .setMediaId(shown.media().getMediaId())
                                .build())
                        .toList());
    }
}
