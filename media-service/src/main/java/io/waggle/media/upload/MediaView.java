package io.waggle.media.upload;

import io.waggle.media.content.ContentRow;
import io.waggle.media.content.MediaRow;
import io.waggle.media.content.Moderation;
import io.waggle.protocol.Id;

import java.util.HexFormat;

/** Complete media, as the uploader sees them. */
record MediaView(
        Id mediaId,
        String name,
        String type,
        long size,
        String sha256,
        int width,
        int height,
        int durationMs,
        String blurhash,
        boolean thumb,
        boolean poster,
        Moderation moderation) {

    static MediaView of(MediaRow row, ContentRow content) {
        return new MediaView(
                row.id(),
                row.name(),
                content.type(),
                content.size(),
                HexFormat.of().formatHex(content.sha256()),
                content.width(),
                content.height(),
                content.durationMs(),
                content.blurhash(),
                content.thumb(),
                content.poster(),
                content.moderation());
    }
}
