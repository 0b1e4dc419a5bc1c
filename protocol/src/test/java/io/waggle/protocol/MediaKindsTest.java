package io.waggle.protocol;

import io.waggle.protocol.MediaKinds.Shown;
import io.waggle.protocol.fabric.v1.MediaKind;
import io.waggle.protocol.v1.Album;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Media;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class MediaKindsTest {

    private static final Media ONE = Media.newBuilder().setMediaId(1).build();
    private static final Media TWO = Media.newBuilder().setMediaId(2).build();

    @Test
    void mediaOf_everyKind_inItsOrder() {
        assertThat(MediaKinds.mediaOf(Content.newBuilder().setText("hi").build()))
                .isEmpty();
        assertThat(MediaKinds.mediaOf(Content.newBuilder().setVoice(ONE).build()))
                .containsExactly(new Shown(MediaKind.VOICE, ONE));
        assertThat(MediaKinds.mediaOf(album(TWO, ONE)))
                .containsExactly(new Shown(MediaKind.VIDEO, TWO), new Shown(MediaKind.IMAGE, ONE));
    }

    @Test
    void with_describedMedia_standWhereTheOldOnesStood() {
        Media film = TWO.toBuilder().setName("bees.mp4").build();
        Media picture = ONE.toBuilder().setName("bee.jpg").build();

        assertThat(MediaKinds.with(album(TWO, ONE), List.of(film, picture))).isEqualTo(album(film, picture));
        assertThat(MediaKinds.with(Content.newBuilder().setFile(ONE).build(), List.of(picture)))
                .isEqualTo(Content.newBuilder().setFile(picture).build());
    }

    @Test
    void asSent_describedMedia_haveTheirIdsAlone() {
        Media picture = ONE.toBuilder().setName("bee.jpg").setWidth(640).build();

        assertThat(MediaKinds.asSent(album(TWO, picture))).isEqualTo(album(TWO, ONE));
    }

    private static Content album(Media video, Media image) {
        return Content.newBuilder()
                .setAlbum(Album.newBuilder()
                        .addItems(Album.Item.newBuilder().setVideo(video))
                        .addItems(Album.Item.newBuilder().setImage(image).setCaption("the first")))
                .setCaption("bees")
                .build();
    }
}
