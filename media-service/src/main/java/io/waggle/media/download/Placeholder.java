package io.waggle.media.download;

import java.util.Base64;

/** What stands where something is held back: one grey pixel, to be drawn as large as the message says. */
final class Placeholder {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    private Placeholder() {}

    static byte[] png() {
        return PNG.clone();
    }
}
