package io.waggle.media.moderation;

import io.waggle.media.content.ContentRow;
import io.waggle.media.content.MediaRow;
import io.waggle.media.content.Moderation;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HexFormat;

/**
 * A content, as moderators see it.
 *
 * @param mediaId the media to download it by
 * @param uploader the first user who uploaded it
 */
record Case(
        Id contentId,
        @Nullable Id mediaId,
        @Nullable Id uploader,
        String sha256,
        String type,
        long size,
        Moderation state,
        String reason,
        Instant createdAt) {

    static Case of(ContentRow content, @Nullable MediaRow media) {
        return new Case(
                content.id(),
                media == null ? null : media.id(),
                media == null ? null : media.uploaderUid(),
                HexFormat.of().formatHex(content.sha256()),
                content.type(),
                content.size(),
                content.moderation(),
                content.reason(),
                Instant.ofEpochMilli(content.createdAt()));
    }
}
