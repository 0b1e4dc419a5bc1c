package io.waggle.media.inspect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class LeftWorkplacesTest {

    @Test
    void clear_oldOnes_goneAndNothingElse(@TempDir Path temporary) throws IOException {
        Path left = folder(temporary, "waggle-media-1", Instant.EPOCH);
        Path fresh = folder(temporary, "waggle-media-2", Instant.now());
        Path other = folder(temporary, "other", Instant.EPOCH);

        LeftWorkplaces.clear(temporary, Instant.now().minusSeconds(60));

        assertThat(left).doesNotExist();
        assertThat(fresh).exists();
        assertThat(other).exists();
    }

    private static Path folder(Path temporary, String name, Instant changed) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(name));
        Files.writeString(folder.resolve("file"), "left");
        return Files.setLastModifiedTime(folder, FileTime.from(changed));
    }
}
