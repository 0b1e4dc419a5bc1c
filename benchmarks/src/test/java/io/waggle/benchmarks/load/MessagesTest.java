package io.waggle.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class MessagesTest {

    private static final long NOW = 1_795_251_600_123L;
    private static final int NUMBER = 199_999;

    private final Messages messages = new Messages(7, NOW);

    @Test
    void numberIn_sentAndDelivered_returnsTheNumber() {
        String sent = new String(messages.payload(NUMBER), UTF_8);
        String delivered = "{\"conversation\":\"0R5Y2K8GQ4M1T\",\"seq\":17," + sent.substring(1);

        assertThat(messages.numberIn(bytes(sent))).isEqualTo(NUMBER);
        assertThat(messages.numberIn(bytes(delivered))).isEqualTo(NUMBER);
    }

    @Test
    void numberIn_otherPhase_returnsMinusOne() {
        String earlier = new String(new Messages(6, NOW).payload(NUMBER), UTF_8);

        assertThat(messages.numberIn(bytes(earlier))).isEqualTo(-1);
    }

    @Test
    void numberIn_otherPayload_returnsMinusOne() {
        String id = new String(messages.payload(NUMBER), UTF_8).substring(7, 43);

        assertThat(messages.numberIn(bytes("{\"receipt\":{\"conversation\":\"0R5Y2K8GQ4M1T\",\"deliveredSeq\":17}}")))
                .isEqualTo(-1);
        assertThat(messages.numberIn(
                        bytes("{\"error\":{\"code\":\"overloaded\",\"id\":\"" + id + "\",\"detail\":\"…\"}}")))
                .isEqualTo(-1);
        assertThat(messages.numberIn(bytes(""))).isEqualTo(-1);
        assertThat(messages.numberIn(bytes("x".repeat(5_000)))).isEqualTo(-1);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }
}
