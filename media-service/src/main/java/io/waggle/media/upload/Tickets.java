package io.waggle.media.upload;

import io.waggle.kit.identity.Ids;
import io.waggle.media.content.MediaRow;
import io.waggle.media.content.MediaState;
import io.waggle.media.content.UploadRecords;
import io.waggle.media.moderation.Blocks;
import io.waggle.media.store.Keys;
import io.waggle.media.store.SignedAddresses;
import io.waggle.media.store.SignedPut;
import io.waggle.media.store.Store;
import io.waggle.media.store.StoreWatch;
import io.waggle.media.upload.Ticket.Parts;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;

/** Issues tickets: decides who may upload a file, and where it is put. */
@Service
class Tickets {

    private static final int NONCE_BYTES = 32;
    private static final int KEY_BYTES = 16;

    private final UploadRecords uploadRecords;
    private final Blocks blocks;
    private final Quota quota;
    private final Store store;
    private final StoreWatch watch;
    private final SignedAddresses addresses;
    private final UploadProperties properties;
    private final Ids ids;
    private final Clock clock;
    private final SecureRandom random;

    Tickets(
            UploadRecords uploadRecords,
            Blocks blocks,
            Quota quota,
            Store store,
            StoreWatch watch,
            SignedAddresses addresses,
            UploadProperties properties,
            Ids ids,
            Clock clock,
            SecureRandom random) {
        this.uploadRecords = uploadRecords;
        this.blocks = blocks;
        this.quota = quota;
        this.store = store;
        this.watch = watch;
        this.addresses = addresses;
        this.properties = properties;
        this.ids = ids;
        this.clock = clock;
        this.random = random;
    }

    Ticket issue(Id uid, NewUpload request) {
        String name = request.checkedName();
        String type = request.checkedType();
        long size = request.checkedSize(properties, type);
        byte[] sha256 = request.checkedSha256();
        blocks.check(sha256);
        MediaRow own = uploadRecords.findOwn(uid, sha256);
        if (own != null && own.size() == size && own.type().equals(type) && uploadRecords.use(own.id())) {
            return Ticket.complete(own.id());
        }
        watch.require();
        quota.take(uid, size);
        return open(uid, name, type, size, sha256);
    }

    private Ticket open(Id uid, String name, String type, long size, byte[] sha256) {
        Id id = ids.next();
        boolean inParts = size > properties.partsAbove();
        byte[] nonce = random(NONCE_BYTES);
        long now = clock.millis();
        long expiresAt = now + (inParts ? properties.partsLife() : properties.ticketLife()).toMillis();
        String key = Keys.ofUpload(id, HexFormat.of().formatHex(random(KEY_BYTES)));
        uploadRecords.open(new MediaRow(
                id, uid, name, type, size, sha256, MediaState.OPEN, null, key, null, nonce, now, expiresAt, now));
        if (inParts) {
            // After the row is stored, so that the sweep finds an upload that was started.
            uploadRecords.setUploadId(id, store.beginParts(key, type));
        }
        return ticket(id, inParts ? null : addresses.put(key, type, size, sha256), size, nonce, expiresAt);
    }

    private byte[] random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private Ticket ticket(Id id, @Nullable SignedPut put, long size, byte[] nonce, long expiresAt) {
        return new Ticket(
                id,
                put,
                put == null ? new Parts(properties.partSize(), properties.partsOf(size)) : null,
                Proof.of(nonce, size),
                Instant.ofEpochMilli(expiresAt));
    }
}
