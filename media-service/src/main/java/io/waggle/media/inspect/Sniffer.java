package io.waggle.media.inspect;

import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.springframework.stereotype.Component;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** Detects a file's type from its first bytes. Ignores its name and the type that its uploader stated. */
@Component
public final class Sniffer {

    /** The number of first bytes that are needed. */
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

    /** Returns whether images of this type are inspected, so that they can be shown. */
    public static boolean isImage(String type) {
        return IMAGES.contains(type);
    }

    public static boolean isRecording(String type) {
        return type.startsWith("audio/") || type.startsWith("video/");
    }

    /**
     * Returns whether the detected type agrees with the stated type. They must agree for types that are shown; for other files
     * any type is accepted.
     */
    public static boolean agree(String stated, String found) {
        if (isImage(stated)) {
            return stated.equals(found);
        }
        Container container = Container.of(stated);
        return !isRecording(stated) || (container != null && container == Container.of(found));
    }
}
