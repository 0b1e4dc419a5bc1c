package io.waggle.media.content;

import io.waggle.media.MediaUser;
import io.waggle.media.Pictures;
import io.waggle.media.RunningMedia;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;

class JudgementsIT {

    /** So late that nobody does it meanwhile. */
    private static final long LATER = Long.MAX_VALUE;

    private static final RunningMedia MEDIA = RunningMedia.shared();

    private final Judgements judgements = MEDIA.bean(Judgements.class);
    private final Library library = MEDIA.bean(Library.class);

    @Test
    void settle_judgedOtherwiseMeanwhile_whatFollowsIsStillDue() {
        Id content = upload();
        judgements.judge(content, Moderation.HELD, "", LATER);

        judgements.settle(content, Moderation.PASSED);
        assertThat(dueAt(content)).isEqualTo(LATER);

        judgements.settle(content, Moderation.HELD);
        assertThat(dueAt(content)).isNull();
    }

    private @Nullable Long dueAt(Id content) {
        return Objects.requireNonNull(library.content(content)).checkAt();
    }

    private static Id upload() {
        byte[] picture = Pictures.png(50, 40);
        MEDIA.newUser().upload("a.png", "image/png", picture);
        byte[] sha256 = HexFormat.of().parseHex(MediaUser.sha256(picture));
        return MEDIA.bean(Library.class).ofBytes(sha256).getFirst().id();
    }
}
