package io.waggle.media.store;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/** What objects are called in the store. The server chooses; nothing of a client's is in it. */
public final class Keys {

    public static final String CONTENTS = "c/";
    public static final String DERIVED = "d/";
    public static final String QUARANTINE = "q/";

    public static final String THUMB = "thumb";
    public static final String POSTER = "poster";

    /** What others than the uploader are given. */
    public static final String SHOWN = "shown";

    private static final String SEPARATOR = "-";

    private Keys() {}

    /** All that belongs to a content, if it has it. */
    public static List<String> ofContent(Id content, String objectKey) {
        return Stream.concat(Stream.of(objectKey), ofVariants(content).stream()).toList();
    }

    /** All that may have been made of a content. */
    public static List<String> ofVariants(Id content) {
        return List.of(ofVariant(content, THUMB), ofVariant(content, POSTER), ofVariant(content, SHOWN));
    }

    /**
     * Where a ticket's content is uploaded to, and stays. Media ids are in messages; the key is not to be guessed from one, since
     * not every store refuses to copy what it is told in a header that nobody signed.
     *
     * @param secret letters and digits
     */
    public static String ofUpload(Id media, String secret) {
        return CONTENTS + media + SEPARATOR + secret;
    }

    /** The upload or content that an object belongs to; null if it is none of ours. */
    public static @Nullable Id ownerOf(String key) {
        String[] steps = key.split("/", -1);
        return steps.length < 2 ? null : Id.parse(steps[1].split(SEPARATOR, -1)[0]);
    }

    /** @param variant such as {@code thumb} */
    public static String ofVariant(Id content, String variant) {
        return DERIVED + content + "/" + variant;
    }

    /** Where an object of a blocked content lies, out of everyone's reach. */
    public static String ofBlocked(String key) {
        return QUARANTINE + key;
    }
}
