package io.waggle.media.worker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lengths that lead back to where they stand. */
@Timeout(60)
class MetadataTest {

    @Test
    void strip_pngWithANegativeLength_unreadable() {
        byte[] image = ByteBuffer.allocate(40)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(-12)
                .put("tEXt".getBytes(US_ASCII))
                .array();

        assertThatThrownBy(() -> Metadata.strip("image/png", image, Orientation.UPRIGHT))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void strip_webpWithANegativeLength_unreadable() {
        byte[] image = ByteBuffer.allocate(40)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(US_ASCII))
                .putInt(32)
                .put("WEBPEXIF".getBytes(US_ASCII))
                .putInt(-8)
                .array();

        assertThatThrownBy(() -> Metadata.strip("image/webp", image, Orientation.UPRIGHT))
                .isInstanceOf(Unreadable.class);
    }
}
