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
 * Uploads, from the ticket to a content that several of them may share.
 *
 * <p>Linking to a content and removing it both hold the content's row, so that none is linked to that goes.
 */
@Service
public class Shelf {

    private final MediaMapper media;
    private final ContentMapper contents;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Shelf(MediaMapper media, ContentMapper contents, TransactionTemplate transaction, Clock clock) {
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

    /** Whether it is the first time that this ticket's proof is tried. */
    public boolean takeNonce(Id id) {
        return media.forgetNonce(id) == 1;
    }

    /** Another upload of the same user's and of the same bytes. */
    public @Nullable MediaRow findOwn(Id uid, byte[] sha256) {
        return media.findReady(uid, sha256);
    }

    /** Completes the upload with a content that is there. Null if it is there no more; or the upload is not open. */
    public @Nullable ContentRow link(Id id, Id content) {
        return transaction
                .execute(status -> Optional.ofNullable(contents.findForUpdate(content))
                        .filter(row -> row.liveSha256() != null)
                        .filter(row -> media.complete(id, content, clock.millis()) == 1))
                .orElse(null);
    }

    /**
     * Completes the upload with what it has brought.
     *
     * @return the content; an older one of the same bytes and type, if there is one. Null if the upload is open no more
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

    /** Marks it as about to be shown, so that no sweep takes it. */
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
