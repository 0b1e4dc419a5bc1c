package io.waggle.media.store;

import io.waggle.media.RunningMedia;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A class to which neither MinIO, which has no such tier, nor the embedded store, which has no rules, can move anything. */
@ExtendWith(OutputCaptureExtension.class)
class ColdClassIT {

    @Test
    void start_storeDoesNotTakeTheRule_warnsOnceAndWorks(CapturedOutput output) {
        try (RunningMedia media = RunningMedia.start(Map.of("waggle.s3.cold-after", "30d"))) {
            assertThat(output.getAll().split("The store does not accept the rule that moves contents", -1))
                    .hasSize(2);
            assertThat(media.newUser().get("/healthz").body().path("status").asString())
                    .isEqualTo("up");
        }
    }
}
