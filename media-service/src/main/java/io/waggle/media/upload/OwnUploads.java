package io.waggle.media.upload;

import io.waggle.media.content.Library;
import io.waggle.media.content.MediaRow;
import io.waggle.media.content.MediaState;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.time.Clock;

/** A user's own uploads. Another user's upload is answered as if it did not exist. */
@Component
class OwnUploads {

    private final Library library;
    private final Clock clock;

    OwnUploads(Library library, Clock clock) {
        this.library = library;
        this.clock = clock;
    }

    MediaRow find(Id uid, Id media) {
        MediaRow row = library.media(media);
        boolean over = row != null && row.state() == MediaState.OPEN && row.expiresAt() < clock.millis();
        if (row == null || !row.uploaderUid().equals(uid) || row.state() == MediaState.REMOVING || over) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return row;
    }

    /** Finds a multipart upload that is not complete yet. */
    MediaRow findInParts(Id uid, Id media) {
        MediaRow row = find(uid, media);
        if (row.state() != MediaState.OPEN || row.uploadId() == null) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return row;
    }
}
