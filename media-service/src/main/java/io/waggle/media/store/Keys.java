package io.waggle.media.store;

import io.waggle.protocol.Id;

import java.util.List;

/** What objects are called in the store. The server chooses; nothing of a client's is in it. */
public final class Keys {

    public static final String CONTENTS = "c/";
    public static final String DERIVED = "d/";
    public static final String QUARANTINE = "q/";

    public static final String THUMB = "thumb";
    public static final String POSTER = "poster";

    /** What others than the uploader are given. */
    public static final String SHOWN = "shown";

    private Keys() {}

    /** All that belongs to a content, if it has it. */
    public static List<String> ofContent(Id content, String objectKey) {
        return List.of(objectKey, ofVariant(content, THUMB), ofVariant(content, POSTER), ofVariant(content, SHOWN));
    }

    /** Where a ticket's content is uploaded to, and stays. */
    public static String ofUpload(Id media) {
        return CONTENTS + media;
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
