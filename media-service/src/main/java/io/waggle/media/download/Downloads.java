package io.waggle.media.download;

import io.waggle.media.access.Caller;
import io.waggle.media.content.ContentRow;
import io.waggle.media.content.Library;
import io.waggle.media.content.MediaRow;
import io.waggle.media.content.MediaState;
import io.waggle.media.moderation.Checks;
import io.waggle.media.store.Keys;
import io.waggle.media.store.SignedAddresses;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.net.URI;

/** Decides whether a user may download media, and returns a short-lived address. */
@Service
class Downloads {

    private static final String JPEG = "image/jpeg";
    private static final String ANY = "application/octet-stream";

    private final Library library;
    private final Readers readers;
    private final Checks checks;
    private final SignedAddresses addresses;

    Downloads(Library library, Readers readers, Checks checks, SignedAddresses addresses) {
        this.library = library;
        this.readers = readers;
        this.checks = checks;
        this.addresses = addresses;
    }

    /** The result of a request for media. */
    sealed interface Outcome {
        record Address(URI uri) implements Outcome {}

        /** The media are not shown for now. */
        record Held() implements Outcome {}
    }

    /** @throws Refused if there are no such media for the caller */
    Outcome find(Caller caller, Id media, @Nullable Variant variant) {
        MediaRow row = library.media(media);
        // im-service is also asked about media that do not exist, so that the response time does not reveal whether
        // they exist.
        Id uploader = row == null ? new Id(0) : row.uploaderUid();
        boolean own = uploader.equals(caller.uid());
        boolean may = own || caller.administrator() || readers.mayRead(caller.uid(), media, uploader);
        ContentRow content = row == null || !may ? null : library.contentOf(row);
        if (row == null || content == null || row.state() != MediaState.READY) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        return switch (content.moderation()) {
            case BLOCKED -> blocked(caller, row, content);
            case HELD -> own || caller.administrator() ? address(row, content, own, variant) : new Outcome.Held();
            case CHECKING ->
                own || caller.administrator() || checks.shownMeanwhile()
                        ? address(row, content, own, variant)
                        : new Outcome.Held();
            case PASSED -> address(row, content, own, variant);
        };
    }

    /** Shows blocked media to moderators only. */
    private Outcome blocked(Caller caller, MediaRow row, ContentRow content) {
        if (!caller.administrator()) {
            throw new Refused(ErrorCode.MEDIA_BLOCKED);
        }
        return new Outcome.Address(
                URI.create(addresses.download(Keys.ofBlocked(content.objectKey()), ANY, row.name())));
    }

    private Outcome address(MediaRow row, ContentRow content, boolean own, @Nullable Variant variant) {
        String name = row.name();
        String uri = switch (variant) {
            case THUMB -> picture(content, content.thumb(), Keys.THUMB, name);
            case POSTER -> picture(content, content.poster(), Keys.POSTER, name);
            case null -> {
                boolean stripped = !own && content.shownSha256() != null;
                String key = stripped ? Keys.ofVariant(content.id(), Keys.SHOWN) : content.objectKey();
                yield addresses.download(key, shownType(content.type()), name);
            }
        };
        return new Outcome.Address(URI.create(uri));
    }

    private String picture(ContentRow content, boolean there, String variant, String name) {
        if (!there) {
            throw new Refused(ErrorCode.NOT_FOUND, "these media have no " + variant);
        }
        return addresses.download(Keys.ofVariant(content.id(), variant), JPEG, variant + "-" + name + ".jpg");
    }

    /** Types that a browser might execute are served as plain bytes. */
    private static String shownType(String type) {
        boolean harmless = type.startsWith("image/")
                || type.startsWith("audio/")
                || type.startsWith("video/")
                || type.equals("text/plain");
        return harmless && !type.contains("svg") ? type : ANY;
    }
}
