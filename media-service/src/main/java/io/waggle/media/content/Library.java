package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;

/** Finds stored media and contents. */
@Service
public class Library {

    private final MediaMapper media;
    private final ContentMapper contents;

    Library(MediaMapper media, ContentMapper contents) {
        this.media = media;
        this.contents = contents;
    }

    public @Nullable MediaRow media(Id id) {
        return media.find(id);
    }

    /** Returns null if the media are not complete. */
    public @Nullable ContentRow contentOf(MediaRow row) {
        Id id = row.contentId();
        return id == null || row.state() != MediaState.READY ? null : contents.find(id);
    }

    public @Nullable ContentRow content(Id id) {
        return contents.find(id);
    }

    /** Returns a content with the same bytes and type that may be shared. */
    public @Nullable ContentRow live(byte[] sha256, String type) {
        return contents.findLive(sha256, type);
    }

    /** Returns all contents with the same bytes. */
    public List<ContentRow> ofBytes(byte[] sha256) {
        return contents.findOfBytes(sha256);
    }

    public List<ContentRow> in(Moderation moderation, Id after, int limit) {
        return contents.findIn(moderation, after, limit);
    }

    /** Returns one of the media that share the content; null if there are none. */
    public @Nullable MediaRow anyOf(Id content) {
        return media.findAnyOf(content);
    }

    public boolean isStoredAs(String objectKey) {
        return contents.isStoredAs(objectKey);
    }

    public boolean isContent(Id id) {
        return contents.exists(id);
    }
}
