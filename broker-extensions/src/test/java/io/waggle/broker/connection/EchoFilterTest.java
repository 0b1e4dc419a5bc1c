package io.waggle.broker.connection;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class EchoFilterTest {

    private final EchoFilter filter = new EchoFilter();

    @Test
    void take_expected_isTakenOnce() {
        filter.expect("g/1", bytes("hi"));

        assertThat(filter.take("g/1", buffer("hi"))).isTrue();
        assertThat(filter.take("g/1", buffer("hi"))).isFalse();
    }

    @Test
    void take_otherTopicOrPayload_isNotTaken() {
        filter.expect("g/1", bytes("hi"));

        assertThat(filter.take("g/2", buffer("hi"))).isFalse();
        assertThat(filter.take("g/1", buffer("ho"))).isFalse();
    }

    @Test
    void take_outOfOrder_isTaken() {
        filter.expect("g/1", bytes("one"));
        filter.expect("g/2", bytes("two"));

        assertThat(filter.take("g/2", buffer("two"))).isTrue();
        assertThat(filter.take("g/1", buffer("one"))).isTrue();
    }

    @Test
    void expect_beyondCapacity_forgetsTheOldest() {
        for (int i = 0; i <= EchoFilter.CAPACITY; i++) {
            filter.expect("g/1", bytes("m" + i));
        }

        assertThat(filter.take("g/1", buffer("m0"))).isFalse();
        assertThat(filter.take("g/1", buffer("m1"))).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(bytes(text)).asReadOnlyBuffer();
    }
}
