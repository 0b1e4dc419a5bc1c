package io.waggle.media.upload;

import io.waggle.media.MediaUser;
import io.waggle.media.MediaUser.Answer;
import io.waggle.media.RunningMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** Films where there is no ffmpeg, or none that is of any use; a script stands in its place. */
class FilmIT {

    @TempDir
    private Path folder;

    @Test
    void upload_withoutFfmpeg_completeAllTheSame() throws IOException {
        try (RunningMedia media = RunningMedia.start(Map.of("waggle.media.inspect.ffmpeg", "/nowhere/ffmpeg"))) {
            MediaUser alice = media.newUser();
            Answer film = upload(alice);

            assertThat(film.status()).as(film.body().toString()).isEqualTo(200);
            assertThat(film.body().path("poster").asBoolean()).isFalse();
            assertThat(alice.get("/v1/media/" + film.mediaId() + "?variant=poster")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void upload_ffmpegThatNeverEnds_completeInTime() throws IOException {
        Path stuck = script("[ \"$1\" = -version ] && exit 0\nexec /bin/sleep 600\n");
        try (RunningMedia media = RunningMedia.start(
                Map.of("waggle.media.inspect.ffmpeg", stuck, "waggle.media.inspect.patience", "3s"))) {
            Answer film = upload(media.newUser());

            assertThat(film.status()).as(film.body().toString()).isEqualTo(200);
            assertThat(film.body().path("poster").asBoolean()).isFalse();
        }
    }

    private static Answer upload(MediaUser alice) {
        byte[] head = "ftypmp42\0\0\0\0mp42isom".getBytes(ISO_8859_1);
        byte[] film = ByteBuffer.allocate(1_000)
                .putInt(4 + head.length)
                .put(head)
                .putLong(System.nanoTime())
                .array();
        Answer ticket = alice.ask("a.mp4", "video/mp4", film);
        assertThat(MediaUser.put(ticket.body().path("put"), film).statusCode()).isEqualTo(200);
        return alice.complete(ticket.mediaId());
    }

    private Path script(String text) throws IOException {
        for (String name : List.of("ffmpeg", "ffprobe")) {
            Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        return folder.resolve("ffmpeg");
    }
}
