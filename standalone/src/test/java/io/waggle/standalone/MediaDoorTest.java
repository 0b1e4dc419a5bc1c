package io.waggle.standalone;

import org.junit.jupiter.api.Test;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MediaDoorTest {

    private static final String SERVICE = "http://127.0.0.1:8081";

    @Test
    void target_pathAndQuery_asTheyCame() {
        assertThat(MediaDoor.target(SERVICE, "/v1/media/0SA0A0QVX6922", "variant=thumb"))
                .isEqualTo(URI.create(SERVICE + "/v1/media/0SA0A0QVX6922?variant=thumb"));
        assertThat(MediaDoor.target(SERVICE, "/v1/media/a%2Fb", null))
                .isEqualTo(URI.create(SERVICE + "/v1/media/a%2Fb"));
    }

    @Test
    void target_brokenEscapes_none() {
        assertThat(MediaDoor.target(SERVICE, "/v1/media/x", "a=%zz")).isNull();
        assertThat(MediaDoor.target(SERVICE, "/v1/media/x", "a=%")).isNull();
    }

    @Test
    void ascii_otherCharacter_isRefusedInsteadOfReplaced() {
        assertThat(MediaDoor.ascii("Idempotency-Key", "a-key")).isEqualTo("a-key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaDoor.ascii("Idempotency-Key", "cl\u00E9"))
                .withMessageContaining("Idempotency-Key");
    }
}
