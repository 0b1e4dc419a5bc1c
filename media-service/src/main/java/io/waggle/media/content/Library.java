package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;

/** What there is, to look at. */
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

    /** Null if it is not complete. */
    public @Nullable ContentRow contentOf(MediaRow row) {
        Id id = row.contentId();
        return id == null || row.state() != MediaState.READY ? null : contents.find(id);
    }

    public @Nullable ContentRow content(Id id) {
        return contents.find(id);
    }

    /** One of the same bytes, said to be the same, that may be shared. */
    public @Nullable ContentRow live(byte[] sha256, String type) {
        return contents.findLive(sha256, type);
    }

    /** All of the same bytes. */
    public List<ContentRow> ofBytes(byte[] sha256) {
        return contents.findOfBytes(sha256);
    }

    public List<ContentRow> in(Moderation moderation, Id after, int limit) {
        return contents.findIn(moderation, after, limit);
    }

    /** One of the uploads that share the content; null: none does. */
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
