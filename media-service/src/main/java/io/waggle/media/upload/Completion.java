package io.waggle.media.upload;

import io.waggle.media.content.Clearing;
import io.waggle.media.content.ContentRow;
import io.waggle.media.content.Library;
import io.waggle.media.content.MediaRow;
import io.waggle.media.content.MediaState;
import io.waggle.media.content.UploadRecords;
import io.waggle.media.inspect.Damaged;
import io.waggle.media.inspect.Inspector;
import io.waggle.media.inspect.Workplace;
import io.waggle.media.inspect.Workplaces;
import io.waggle.media.moderation.Blocks;
import io.waggle.media.store.Store;
import io.waggle.media.upload.Turns.Turn;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Turns an upload into media that can be sent, either after inspection or for a proof that the uploader has the known content.
 */
@Service
class Completion {

    private static final Logger log = LoggerFactory.getLogger(Completion.class);

    private final OwnUploads uploads;
    private final PartUploads parts;
    private final Workplaces workplaces;
    private final UploadVerifier verifier;
    private final NewContents newContents;
    private final Library library;
    private final UploadRecords uploadRecords;
    private final Clearing clearing;
    private final Blocks blocks;
    private final Store store;
    private final Turns turns;

    Completion(
            OwnUploads uploads,
            PartUploads parts,
            Workplaces workplaces,
            UploadVerifier verifier,
            NewContents newContents,
            Library library,
            UploadRecords uploadRecords,
            Clearing clearing,
            Blocks blocks,
            Store store,
            Turns turns) {
        this.uploads = uploads;
        this.parts = parts;
        this.workplaces = workplaces;
        this.verifier = verifier;
        this.newContents = newContents;
        this.library = library;
        this.uploadRecords = uploadRecords;
        this.clearing = clearing;
        this.blocks = blocks;
        this.store = store;
        this.turns = turns;
    }

    /** @param proof the answer to the ticket's question; null: the file was uploaded */
    MediaView complete(Id uid, Id media, @Nullable String proof) {
        MediaRow row = uploads.find(uid, media);
        blocks.check(row.sha256());
        if (row.state() == MediaState.READY) {
            return view(row);
        }
        Turn turn = turns.await(uid, media);
        try {
            completeNow(uploads.find(uid, media), proof);
        } finally {
            turn.release();
        }
        return view(uploads.find(uid, media));
    }

    private void completeNow(MediaRow row, @Nullable String proof) {
        if (row.state() == MediaState.READY) {
            return;
        }
        if (proof == null) {
            receive(row);
        } else {
            prove(row, proof);
        }
    }

    private MediaView view(MediaRow row) {
        ContentRow content = library.contentOf(row);
        if (content == null) {
            throw new Refused(ErrorCode.UNAVAILABLE);
        }
        return MediaView.of(row, content);
    }

    private void receive(MediaRow row) {
        if (row.uploadId() != null && store.stat(row.objectKey()) == null) {
            parts.join(row);
        }
        long size = Inspector.needsFile(row.type()) ? row.size() : 0;
        try (Workplace place = workplaces.open(size)) {
            newContents.add(row, verifier.verify(row, place));
        } catch (IOException | UncheckedIOException fault) {
            log.warn("An upload could not be inspected", fault);
            throw new Refused(ErrorCode.UNAVAILABLE);
        } catch (Damaged damaged) {
            // Unless it was completed meanwhile. The object is not shown to anybody, so it need not stay.
            if (clearing.startRemoving(row)) {
                store.remove(row.objectKey());
            }
            throw new Refused(ErrorCode.MEDIA_REFUSED, damaged.why());
        }
    }

    private void prove(MediaRow row, String proof) {
        ContentRow known = library.live(row.sha256(), row.type());
        byte[] nonce = row.nonce();
        if (nonce == null || !uploadRecords.takeNonce(row.id())) {
            throw new Refused(ErrorCode.MEDIA_REFUSED, "a proof can be tried only once: upload the content");
        }
        if (known == null
                || known.size() != row.size()
                || !isRight(proof, nonce, known)
                || uploadRecords.link(row.id(), known.id()) == null) {
            throw new Refused(ErrorCode.MEDIA_REFUSED, "the proof is not accepted: upload the content");
        }
        if (row.uploadId() != null) {
            store.abortParts(row.objectKey(), row.uploadId());
        }
    }

    private boolean isRight(String proof, byte[] nonce, ContentRow known) {
        List<Proof.Range> ranges = Proof.ranges(nonce, known.size());
        try {
            byte[] right = Proof.answer(nonce, ranges, range -> open(known, range));
            return MessageDigest.isEqual(right, HexFormat.of().parseHex(proof));
        } catch (IOException | IllegalArgumentException wrong) {
            log.debug("A proof could not be checked", wrong);
            return false;
        }
    }

    private InputStream open(ContentRow known, Proof.Range range) throws IOException {
        InputStream bytes = store.read(known.objectKey(), range.offset(), range.length());
        if (bytes == null) {
            throw new IOException("the content is gone");
        }
        return bytes;
    }
}
