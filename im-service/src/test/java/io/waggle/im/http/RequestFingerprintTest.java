package io.waggle.im.http;

import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestFingerprintTest {

    private static final Id ALICE = new Id(1);

    @Test
    void of_sameRequest_same() {
        assertThat(of(ALICE, "k", "/v1/groups", "{}")).isEqualTo(of(ALICE, "k", "/v1/groups", "{}"));
    }

    @Test
    void of_otherPathOrBody_sameKeyOtherFingerprint() {
        RequestFingerprint first = of(ALICE, "k", "/v1/groups", "{}");

        assertThat(of(ALICE, "k", "/v1/groups", "{ }").key()).isEqualTo(first.key());
        assertThat(of(ALICE, "k", "/v1/groups", "{ }").fingerprint()).isNotEqualTo(first.fingerprint());
        assertThat(of(ALICE, "k", "/v1/messages", "{}").fingerprint()).isNotEqualTo(first.fingerprint());
    }

    @Test
    void of_nobody_keyIsBoundToTheBody() {
        RequestFingerprint mine = of(RequestFingerprint.NOBODY, "k", "/v1/accounts", "{\"password\":\"mine\"}");
        RequestFingerprint yours = of(RequestFingerprint.NOBODY, "k", "/v1/accounts", "{\"password\":\"yours\"}");

        assertThat(mine.key()).isNotEqualTo(yours.key()).isNotEqualTo("k");
    }

    @Test
    void of_otherKey_otherFingerprint() {
        assertThat(of(RequestFingerprint.NOBODY, "k1", "/v1/accounts", "{}").fingerprint())
                .isNotEqualTo(of(RequestFingerprint.NOBODY, "k2", "/v1/accounts", "{}")
                        .fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ü", "a\tb"})
    void of_keyNotVisibleAscii_refused(String key) {
        assertThatThrownBy(() -> of(ALICE, key, "/v1/groups", "{}"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("1 to 255 visible ASCII characters");
    }

    private static RequestFingerprint of(Id uid, String key, String path, String body) {
        return RequestFingerprint.of(uid, key, "POST", path, body.getBytes(UTF_8));
    }
}
