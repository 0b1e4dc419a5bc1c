package io.waggle.media.upload;

import io.waggle.kit.http.Check;
import io.waggle.media.content.MediaRow;
import io.waggle.media.store.SignedAddresses;
import io.waggle.media.store.SignedPut;
import io.waggle.media.store.Store;
import io.waggle.media.store.StoredPart;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Multipart uploads. Only the store knows which parts have arrived, so an interrupted client asks for them and continues. */
@Service
class PartUploads {

    private static final int SIGNED_AT_ONCE = 100;

    private final OwnUploads uploads;
    private final Store store;
    private final SignedAddresses addresses;
    private final UploadProperties properties;

    PartUploads(OwnUploads uploads, Store store, SignedAddresses addresses, UploadProperties properties) {
        this.uploads = uploads;
        this.store = store;
        this.addresses = addresses;
        this.properties = properties;
    }

    Progress progress(Id uid, Id media) {
        MediaRow row = uploads.findInParts(uid, media);
        int count = properties.partsOf(row.size());
        List<StoredPart> arrived = arrived(row);
        if (arrived.isEmpty() && store.stat(row.objectKey()) != null) {
            // The parts are joined already: only the completion is left.
            return new Progress(row.size(), row.size(), properties.partSize(), count, List.of());
        }
        Set<Integer> numbers = arrived.stream().map(StoredPart::number).collect(Collectors.toSet());
        List<Integer> missing = IntStream.rangeClosed(1, count)
                .filter(number -> !numbers.contains(number))
                .boxed()
                .toList();
        long received = arrived.stream().mapToLong(StoredPart::size).sum();
        return new Progress(row.size(), received, properties.partSize(), count, missing);
    }

    List<SignedPart> sign(Id uid, Id media, WantedParts wanted) {
        MediaRow row = uploads.findInParts(uid, media);
        List<@Nullable Integer> numbers = Check.present("parts", wanted.parts());
        if (numbers.isEmpty() || numbers.size() > SIGNED_AT_ONCE) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "parts must have 1 to " + SIGNED_AT_ONCE + " numbers");
        }
        return Check.distinct("parts", numbers).stream()
                .map(number -> sign(row, number))
                .toList();
    }

    /** Joins the received parts. Does nothing if they are joined already. */
    void join(MediaRow row) {
        List<StoredPart> arrived = arrived(row);
        if (arrived.stream().mapToLong(StoredPart::size).sum() != row.size()
                || arrived.size() != properties.partsOf(row.size())) {
            throw new Refused(
                    ErrorCode.NOT_UPLOADED, "parts are missing: GET /v1/media/" + row.id() + "/parts lists them");
        }
        store.completeParts(row.objectKey(), uploadId(row), arrived);
    }

    private SignedPart sign(MediaRow row, int number) {
        int count = properties.partsOf(row.size());
        if (number < 1 || number > count) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "the number of a part must be 1 to " + count);
        }
        SignedPut put =
                addresses.putPart(row.objectKey(), uploadId(row), number, properties.sizeOfPart(row.size(), number));
        return new SignedPart(number, put.url(), put.headers());
    }

    private List<StoredPart> arrived(MediaRow row) {
        List<StoredPart> parts = store.parts(row.objectKey(), uploadId(row));
        return parts == null ? List.of() : parts;
    }

    private static String uploadId(MediaRow row) {
        return Objects.requireNonNull(row.uploadId());
    }
}
