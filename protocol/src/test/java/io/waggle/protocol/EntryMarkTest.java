package io.waggle.protocol;

import io.waggle.protocol.v1.Down;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class EntryMarkTest {

    private final EntryMark mark = new EntryMark();

    static List<VectorsTest.Vector> down() {
        return VectorsTest.down();
    }

    @ParameterizedTest
    @MethodSource("down")
    void read_goldenVector_findsMessagesAndGapsInBothFormats(VectorsTest.Vector vector) throws Exception {
        byte[] protobuf = HexFormat.of().parseHex(vector.hex());
        Down down = Down.parseFrom(protobuf);

        for (byte[] payload : List.of(protobuf, vector.json().getBytes(UTF_8))) {
            assertThat(mark.read(ByteBuffer.wrap(payload))).isEqualTo(down.hasMessage() || down.hasGap());
            if (down.hasMessage()) {
                assertMark(
                        down.getMessage().getConversation(),
                        down.getMessage().getSeq(),
                        down.getMessage().getSeq());
            } else if (down.hasGap()) {
                assertMark(
                        down.getGap().getConversation(),
                        down.getGap().getFrom(),
                        down.getGap().getTo());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("down")
    void read_cutOff_neverFails(VectorsTest.Vector vector) {
        byte[] protobuf = HexFormat.of().parseHex(vector.hex());
        byte[] json = vector.json().getBytes(UTF_8);

        for (byte[] payload : List.of(protobuf, json)) {
            for (int length = 0; length < payload.length; length++) {
                mark.read(ByteBuffer.wrap(Arrays.copyOf(payload, length)));
            }
        }
    }

    @Test
    void read_withinALargerBuffer_startsAtItsPosition() {
        byte[] json = "??{\"conversation\":\"0R5Y2K8GQ4M1T\",\"seq\":17,\"from\":\"0R5Y2K8GQ3ZZZ\"}".getBytes(UTF_8);

        assertThat(mark.read(ByteBuffer.wrap(json).position(2))).isTrue();

        assertMark(id("0R5Y2K8GQ4M1T"), 17, 17);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"conversation\":\"0R5Y2K8GQ4M1T\",\"seq\":17,\"at\":\"2026-11-21T09:00:00.123Z\"}",
                "{\"conversation\":\"0R5Y2K8GQ4M1T\",\"readSeq\":17}",
                "{\"conversation\":\"0R5Y2K8GQ4M1!\",\"seq\":17,\"from\":\"0R5Y2K8GQ3ZZZ\"}",
                "{\"conversation\":\"0R5Y2K8GQ4M1T\",\"seq\":9999999999999999999,\"from\":\"0R5Y2K8GQ3ZZZ\"}",
                "{}",
                "hi"
            })
    void read_anythingElse_isNoMark(String payload) {
        assertThat(mark.read(ByteBuffer.wrap(payload.getBytes(UTF_8)))).isFalse();
    }

    private void assertMark(long conversation, long first, long last) {
        assertThat(mark.conversation()).isEqualTo(conversation);
        assertThat(mark.first()).isEqualTo(first);
        assertThat(mark.last()).isEqualTo(last);
    }

    private static long id(String text) {
        return Objects.requireNonNull(Id.parse(text)).value();
    }
}
