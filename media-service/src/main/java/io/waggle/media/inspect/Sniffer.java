package io.waggle.media.inspect;

import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.springframework.stereotype.Component;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** Tells from its first bytes what a file is. Its name and what its uploader says have no part in it. */
@Component
public final class Sniffer {

    /** So many first bytes are enough. */
    public static final int HEAD = 65_536;

    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    public String typeOf(byte[] head) {
        try {
            return types.detect(new ByteArrayInputStream(head), new Metadata()).toString();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Whether images of this type are looked into, so that they can be shown. */
    public static boolean isImage(String type) {
        return IMAGES.contains(type);
    }

    public static boolean isRecording(String type) {
        return type.startsWith("audio/") || type.startsWith("video/");
    }

    /** Whether what is found may be what was said: of what is shown it must be, of other files nobody claims anything. */
    public static boolean agree(String said, String found) {
        if (isImage(said)) {
            return said.equals(found);
        }
        Container container = Container.of(said);
        return !isRecording(said) || (container != null && container == Container.of(found));
    }
}
