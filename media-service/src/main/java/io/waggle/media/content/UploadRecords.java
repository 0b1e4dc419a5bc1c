package io.waggle.media.content;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * Uploads, from the ticket to a content that several uploads may share.
 *
 * <p>Linking to a content and removing it both lock the content's row, so a content that is being removed gets no new link.
 */
@Service
public class UploadRecords {

    private final MediaMapper media;
    private final ContentMapper contents;
    private final TransactionTemplate transaction;
    private final Clock clock;

    UploadRecords(MediaMapper media, ContentMapper contents, TransactionTemplate transaction, Clock clock) {
        this.media = media;
        this.contents = contents;
        this.transaction = transaction;
        this.clock = clock;
    }

    public void open(MediaRow row) {
        media.insert(row);
    }

    public void setUploadId(Id id, String uploadId) {
        media.setUploadId(id, uploadId);
    }

    /** Returns whether this is the first attempt to use the ticket's proof. */
    public boolean takeNonce(Id id) {
        return media.forgetNonce(id) == 1;
    }

    /** Finds another upload by the same user with the same bytes. */
    public @Nullable MediaRow findOwn(Id uid, byte[] sha256) {
        return media.findReady(uid, sha256);
    }

    /** Completes the upload with an existing content. Returns null if the content is gone or the upload is not open. */
    public @Nullable ContentRow link(Id id, Id content) {
        return transaction
                .execute(status -> Optional.ofNullable(contents.findForUpdate(content))
                        .filter(row -> row.liveSha256() != null)
                        .filter(row -> media.complete(id, content, clock.millis()) == 1))
                .orElse(null);
    }

    /**
     * Completes the upload with its own bytes.
     *
     * @return the content, or an older one with the same bytes and type. Null if the upload is no longer open
     */
    public @Nullable ContentRow put(Id id, ContentRow content) {
        for (int round = 0; round < 3; round++) {
            ContentRow older = contents.findLive(Objects.requireNonNull(content.liveSha256()), content.type());
            ContentRow linked = older == null ? add(id, content) : link(id, older.id());
            if (linked != null) {
                return linked;
            }
        }
        return null;
    }

    /** Marks it as about to be shown, so that the sweep keeps it. */
    public boolean use(Id id) {
        return media.use(id, clock.millis()) == 1;
    }

    private @Nullable ContentRow add(Id id, ContentRow content) {
        try {
            return transaction
                    .execute(status -> {
                        contents.insert(content);
                        boolean open = media.complete(id, content.id(), clock.millis()) == 1;
                        if (!open) {
                            status.setRollbackOnly();
                        }
                        return open ? Optional.of(content) : Optional.<ContentRow>empty();
                    })
                    .orElse(null);
        } catch (DuplicateKeyException madeMeanwhile) {
            return null;
        }
    }
}
