package io.waggle.media.download;

import java.util.Base64;

/** The image shown in place of held media: one grey pixel, drawn in the size that the message states. */
final class Placeholder {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    private Placeholder() {}

    static byte[] png() {
        return PNG.clone();
    }
}
