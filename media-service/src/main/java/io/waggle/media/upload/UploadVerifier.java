package io.waggle.media.upload;

import io.waggle.media.content.MediaRow;
import io.waggle.media.inspect.Damaged;
import io.waggle.media.inspect.Findings;
import io.waggle.media.inspect.Inspector;
import io.waggle.media.inspect.Sniffer;
import io.waggle.media.inspect.Workplace;
import io.waggle.media.store.Store;
import io.waggle.media.store.Stored;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Sha256;
import org.springframework.stereotype.Component;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Checks an uploaded file: the size, the hash and the type. The store has already refused what it can check; this check does
 * not depend on the store's abilities.
 */
@Component
class UploadVerifier {

    private static final int BUFFER = 65_536;

    private final Store store;
    private final Sniffer sniffer;
    private final Inspector inspector;

    UploadVerifier(Store store, Sniffer sniffer, Inspector inspector) {
        this.store = store;
        this.sniffer = sniffer;
        this.inspector = inspector;
    }

    /**
     * @throws Damaged if the file does not match its ticket
     * @throws Refused if nothing was uploaded
     */
    Findings verify(MediaRow row, Workplace place) throws IOException, Damaged {
        Stored stored = store.stat(row.objectKey());
        if (stored == null) {
            throw new Refused(ErrorCode.NOT_UPLOADED);
        }
        if (stored.size() != row.size()) {
            throw new Damaged("the content has " + stored.size() + " bytes, not " + row.size());
        }
        boolean wanted = Inspector.needsFile(row.type());
        byte[] head = read(row, wanted ? new FileOutputStream(place.file().toFile()) : OutputStream.nullOutputStream());
        String found = sniffer.typeOf(head);
        if (!Sniffer.agree(row.type(), found)) {
            throw new Damaged("the content is " + found + ", which cannot be shown as " + row.type());
        }
        return wanted ? inspector.look(row.type(), found, place) : Findings.NOTHING;
    }

    /** Reads the whole file in small pieces and returns its beginning. */
    private byte[] read(MediaRow row, OutputStream copy) throws IOException, Damaged {
        MessageDigest digest = Sha256.digest();
        byte[] head;
        try (OutputStream out = new DigestOutputStream(copy, digest);
                InputStream in = store.read(row.objectKey())) {
            if (in == null) {
                throw new Refused(ErrorCode.NOT_UPLOADED);
            }
            head = in.readNBytes(Sniffer.HEAD);
            out.write(head);
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
        if (!Arrays.equals(digest.digest(), row.sha256())) {
            throw new Damaged("the content has another SHA-256");
        }
        return head;
    }
}
