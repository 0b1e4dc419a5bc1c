package io.waggle.media.store;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/** The keys of objects in the store. The server chooses them; they contain no input from a client. */
public final class Keys {

    public static final String CONTENTS = "c/";
    public static final String DERIVED = "d/";
    public static final String QUARANTINE = "q/";

    public static final String THUMB = "thumb";
    public static final String POSTER = "poster";

    /** The variant that users other than the uploader get. */
    public static final String SHOWN = "shown";

    private static final String SEPARATOR = "-";

    private Keys() {}

    /** Returns the keys of all objects that a content may have. */
    public static List<String> ofContent(Id content, String objectKey) {
        return Stream.concat(Stream.of(objectKey), ofVariants(content).stream()).toList();
    }

    /** Returns the keys of all variants that a content may have. */
    public static List<String> ofVariants(Id content) {
        return List.of(ofVariant(content, THUMB), ofVariant(content, POSTER), ofVariant(content, SHOWN));
    }

    /**
     * Returns the key that a file is uploaded to and stays at. Messages contain media ids, and not every store refuses an
     * unsigned copy header, so the key must not be guessable from the id.
     *
     * @param secret letters and digits
     */
    public static String ofUpload(Id media, String secret) {
        return CONTENTS + media + SEPARATOR + secret;
    }

    /** Returns the upload or content that an object belongs to; null if it is not one of Waggle's keys. */
    public static @Nullable Id ownerOf(String key) {
        String[] steps = key.split("/", -1);
        return steps.length < 2 ? null : Id.parse(steps[1].split(SEPARATOR, -1)[0]);
    }

    /** @param variant such as {@code thumb} */
    public static String ofVariant(Id content, String variant) {
        return DERIVED + content + "/" + variant;
    }

    /** Returns the key for an object of a blocked content, which no signed address leads to. */
    public static String ofBlocked(String key) {
        return QUARANTINE + key;
    }
}
