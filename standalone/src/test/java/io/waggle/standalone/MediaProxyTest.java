package io.waggle.standalone;

import org.junit.jupiter.api.Test;

import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MediaProxyTest {

    private static final String SERVICE = "http://127.0.0.1:8081";

    @Test
    void target_pathAndQuery_asTheyCame() {
        assertThat(MediaProxy.target(SERVICE, "/v1/media/0SA0A0QVX6922", "variant=thumb"))
                .isEqualTo(URI.create(SERVICE + "/v1/media/0SA0A0QVX6922?variant=thumb"));
        assertThat(MediaProxy.target(SERVICE, "/v1/media/a%2Fb", null))
                .isEqualTo(URI.create(SERVICE + "/v1/media/a%2Fb"));
    }

    @Test
    void target_brokenEscapes_none() {
        assertThat(MediaProxy.target(SERVICE, "/v1/media/x", "a=%zz")).isNull();
        assertThat(MediaProxy.target(SERVICE, "/v1/media/x", "a=%")).isNull();
    }

    @Test
    void ascii_otherCharacter_isRefusedInsteadOfReplaced() {
        assertThat(MediaProxy.ascii("Idempotency-Key", "a-key")).isEqualTo("a-key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaProxy.ascii("Idempotency-Key", "cl\u00E9"))
                .withMessageContaining("Idempotency-Key");
    }
}
