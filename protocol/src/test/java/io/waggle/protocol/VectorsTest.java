package io.waggle.protocol;

import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Send;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The golden vectors, which every client is tested against too. */
class VectorsTest {

    private static final JsonMapper JSON = new JsonMapper();

    record Vector(String name, String json, String hex) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Refusal(String name, String json, String code) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Vectors(String about, List<Vector> vectors) {}

    record Refusals(String about, List<Refusal> vectors) {}

    static List<Vector> send() {
        return load("send", Vectors.class).vectors();
    }

    static List<Vector> now() {
        return load("now", Vectors.class).vectors();
    }

    static List<Vector> down() {
        return load("down", Vectors.class).vectors();
    }

    static List<Refusal> refused() {
        return load("refused", Refusals.class).vectors();
    }

    @ParameterizedTest
    @MethodSource("send")
    void readSend_jsonAndProtobuf_sameMessage(Vector vector) throws Exception {
        byte[] protobuf = HexFormat.of().parseHex(vector.hex);
        Send expected = Send.parseFrom(protobuf);

        assertThat(Payloads.readSend(Format.JSON, vector.json.getBytes(UTF_8))).isEqualTo(expected);
        assertThat(Payloads.readSend(Format.PROTOBUF, protobuf)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("now")
    void readNow_jsonAndProtobuf_sameMessage(Vector vector) throws Exception {
        byte[] protobuf = HexFormat.of().parseHex(vector.hex);
        Send expected = Send.parseFrom(protobuf);

        assertThat(Payloads.readNow(Format.JSON, vector.json.getBytes(UTF_8))).isEqualTo(expected);
        assertThat(Payloads.readNow(Format.PROTOBUF, protobuf)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("down")
    void writeDown_jsonAndProtobuf_sameMessage(Vector vector) throws Exception {
        byte[] protobuf = HexFormat.of().parseHex(vector.hex);
        Down down = Down.parseFrom(protobuf);

        assertThat(new String(Payloads.writeDown(Format.JSON, down), UTF_8)).isEqualTo(vector.json);
        assertThat(Payloads.writeDown(Format.PROTOBUF, down)).isEqualTo(protobuf);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void readSend_badJson_refused(Refusal vector) {
        Refused refused =
                catchThrowableOfType(Refused.class, () -> Payloads.readSend(Format.JSON, vector.json.getBytes(UTF_8)));

        assertThat(refused.code().wireName()).isEqualTo(vector.code);
    }

    private static <T> T load(String name, Class<T> type) {
        InputStream file = VectorsTest.class.getResourceAsStream("/vectors/" + name + ".json");
        return JSON.readValue(file, type);
    }
}
