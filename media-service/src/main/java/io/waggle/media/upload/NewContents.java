package io.waggle.media.upload;

import io.waggle.kit.identity.Ids;
import io.waggle.media.content.ContentRow;
import io.waggle.media.content.MediaRow;
import io.waggle.media.content.UploadRecords;
import io.waggle.media.inspect.Findings;
import io.waggle.media.moderation.Checks;
import io.waggle.media.store.Keys;
import io.waggle.media.store.Store;
import io.waggle.protocol.Id;
import io.waggle.protocol.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Clock;

/** Stores the received and inspected files of a new content, or uses an existing content with the same bytes. */
@Component
class NewContents {

    private static final String JPEG = "image/jpeg";

    private final UploadRecords uploadRecords;
    private final Store store;
    private final Checks checks;
    private final Ids ids;
    private final Clock clock;

    NewContents(UploadRecords uploadRecords, Store store, Checks checks, Ids ids, Clock clock) {
        this.uploadRecords = uploadRecords;
        this.store = store;
        this.checks = checks;
        this.ids = ids;
        this.clock = clock;
    }

    /** Stores the content. Does nothing if the upload is no longer open. */
    void add(MediaRow row, Findings findings) throws IOException {
        Id id = ids.next();
        write(Keys.ofVariant(id, Keys.THUMB), findings.thumb(), JPEG);
        write(Keys.ofVariant(id, Keys.POSTER), findings.poster(), JPEG);
        if (findings.shown() != null) {
            store.write(Keys.ofVariant(id, Keys.SHOWN), findings.shown(), row.type());
        }
        ContentRow placed = uploadRecords.put(row.id(), content(id, row, findings));
        if (placed == null) {
            // Another content may use the uploaded object by now; the derived objects belong to nobody.
            Keys.ofVariants(id).forEach(store::remove);
        } else if (placed.id().equals(id)) {
            checks.begin(placed);
        } else {
            Keys.ofContent(id, row.objectKey()).forEach(store::remove);
        }
    }

    private void write(String key, byte @Nullable [] bytes, String type) {
        if (bytes != null) {
            store.write(key, bytes, type);
        }
    }

    private ContentRow content(Id id, MediaRow row, Findings findings) throws IOException {
        Path shown = findings.shown();
        return new ContentRow(
                id,
                row.sha256(),
                row.sha256(),
                row.objectKey(),
                row.type(),
                row.size(),
                shown == null ? null : sha256(shown),
                shown == null ? null : Files.size(shown),
                findings.width(),
                findings.height(),
                findings.durationMs(),
                findings.blurhash(),
                findings.waveform(),
                findings.thumb() != null,
                findings.poster() != null,
                checks.first(),
                "",
                0,
                checks.firstAt(),
                clock.millis());
    }

    private static byte[] sha256(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Sha256.digest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getMessageDigest().digest();
        }
    }
}
