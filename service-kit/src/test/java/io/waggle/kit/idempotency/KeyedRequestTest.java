package io.waggle.kit.idempotency;

import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyedRequestTest {

    private static final Id ALICE = new Id(1);
    private static final Id BOB = new Id(2);

    @Test
    void of_sameRequest_same() {
        assertThat(of(ALICE, "k", "/v1/groups", "{}")).isEqualTo(of(ALICE, "k", "/v1/groups", "{}"));
    }

    @Test
    void of_otherPathOrBody_sameNameOtherFingerprint() {
        KeyedRequest first = of(ALICE, "k", "/v1/groups", "{}");

        assertThat(of(ALICE, "k", "/v1/groups", "{ }").name()).isEqualTo(first.name());
        assertThat(of(ALICE, "k", "/v1/groups", "{ }").fingerprint()).isNotEqualTo(first.fingerprint());
        assertThat(of(ALICE, "k", "/v1/messages", "{}").fingerprint()).isNotEqualTo(first.fingerprint());
    }

    @Test
    void of_nobody_nameIsBoundToTheBody() {
        KeyedRequest mine = of(null, "k", "/v1/accounts", "{\"password\":\"mine\"}");
        KeyedRequest yours = of(null, "k", "/v1/accounts", "{\"password\":\"yours\"}");

        assertThat(mine.name()).isNotEqualTo(yours.name());
    }

    @Test
    void of_otherKey_otherHashes() {
        KeyedRequest one = of(ALICE, "k1", "/v1/accounts", "{}");
        KeyedRequest two = of(ALICE, "k2", "/v1/accounts", "{}");

        assertThat(one.name()).isNotEqualTo(two.name());
        assertThat(one.fingerprint()).isNotEqualTo(two.fingerprint());
        assertThat(one.answerKey()).isNotEqualTo(two.answerKey());
    }

    @Test
    void of_sameKeyOfAnotherUser_otherAnswerKey() {
        assertThat(of(ALICE, "k", "/v1/groups", "{}").answerKey())
                .isNotEqualTo(of(BOB, "k", "/v1/groups", "{}").answerKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ü", "a\tb"})
    void of_keyNotVisibleAscii_refused(String key) {
        assertThatThrownBy(() -> of(ALICE, key, "/v1/groups", "{}"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("1 to 255 visible ASCII characters");
    }

    private static KeyedRequest of(@Nullable Id uid, String key, String path, String body) {
        return KeyedRequest.of(uid, key, "POST " + path, body.getBytes(UTF_8));
    }
}
