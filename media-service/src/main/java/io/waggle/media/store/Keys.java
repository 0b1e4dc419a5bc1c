package io.waggle.media.store;

import io.waggle.protocol.Id;

/** What objects are called in the store. The server chooses; nothing of a client's is in it. */
public final class Keys {

    public static final String CONTENTS = "c/";
    public static final String DERIVED = "d/";
    public static final String QUARANTINE = "q/";

    private Keys() {}

    /** Where a ticket's content is uploaded to, and stays. */
    public static String ofUpload(Id media) {
        return CONTENTS + media;
    }

    /** @param variant such as {@code thumb} */
    public static String ofVariant(Id content, String variant) {
        return DERIVED + content + "/" + variant;
    }

    /** Where a blocked content lies, out of everyone's reach. */
    public static String ofBlocked(Id content) {
        return QUARANTINE + content;
    }
}
