package io.waggle.broker.edge;

import io.waggle.broker.RawMqtt;
import io.waggle.broker.RawMqtt.Body;
import io.waggle.broker.RawMqtt.Packet;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.Limits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThatCode;

/** Hostile packets: the broker answers every packet of a device or ends its connection, and never stops answering. */
class HostilePacketIT extends WithBroker {

    private static final int LAST_ID = 0x7FFF;

    private final String toUser = "to/u/" + newId();

    /** One or more packets, as the device with this id sends them. */
    record Hostile(String name, boolean mqtt3Too, List<Sent> packets) {
        @Override
        public String toString() {
            return name;
        }
    }

    interface Writing {
        Body body(boolean mqtt5);
    }

    record Sent(int header, Writing writing) {}

    static Stream<Arguments> packets() {
        return hostile()
                .flatMap(one -> (one.mqtt3Too() ? Stream.of(true, false) : Stream.of(true))
                        .map(mqtt5 -> Arguments.of(one, mqtt5)));
    }

    private static Stream<Hostile> hostile() {
        List<Hostile> all = new ArrayList<>();
        for (int filters : new int[] {0, 2, Limits.FILTERS, Limits.FILTERS + 1, 5_042, 20_000}) {
            all.add(both(filters + " refused filters", 0x82, mqtt5 -> subscribe(mqtt5, filters, "no/", 1)));
            all.add(both("unsubscribes " + filters, 0xA2, mqtt5 -> unsubscribe(mqtt5, filters)));
        }
        all.add(both("1,000 times the same filter", 0x82, mqtt5 -> same(mqtt5, "no/such", Limits.FILTERS)));
        for (String filter : List.of("#", "+/+", "$share/a/#", "$share//x", "$SYS/#", "a/#/b", "", "x".repeat(129))) {
            all.add(both("filter " + shorten(filter), 0x82, mqtt5 -> same(mqtt5, filter, 1)));
            all.add(both(
                    "unsubscribes filter " + shorten(filter),
                    0xA2,
                    mqtt5 -> id(mqtt5, 5).text(filter)));
        }
        all.add(both("filter with NUL", 0x82, mqtt5 -> same(mqtt5, "a\0b", 1)));
        all.add(both("filter with a control character", 0x82, mqtt5 -> same(mqtt5, "a\u0007b", 1)));
        all.add(both(
                "filter that is no UTF-8",
                0x82,
                mqtt5 -> id(mqtt5, 5)
                        .binary(new byte[] {(byte) 0xC0, (byte) 0x80})
                        .u8(1)));
        all.add(both("SUBSCRIBE at QoS 3", 0x82, mqtt5 -> subscribe(mqtt5, 1, "no/", 3)));
        all.add(both("SUBSCRIBE with reserved bits", 0x82, mqtt5 -> subscribe(mqtt5, 1, "no/", 0xC1)));
        all.add(both("SUBSCRIBE with other flags", 0x80, mqtt5 -> subscribe(mqtt5, 1, "no/", 1)));
        all.add(both(
                "SUBSCRIBE with packet id 0",
                0x82,
                mqtt5 -> id(mqtt5, 0).text("no/1").u8(1)));
        all.add(five(
                "subscription identifier 0",
                0x82,
                new Body().u16(5).sized(new Body().u8(0x0B).u8(0)).text("no/1").u8(1)));
        all.add(five(
                "two subscription identifiers",
                0x82,
                new Body()
                        .u16(5)
                        .sized(new Body().u8(0x0B).u8(1).u8(0x0B).u8(2))
                        .text("no/1")
                        .u8(1)));
        all.add(five(
                "subscription identifier",
                0x82,
                new Body().u16(5).sized(new Body().u8(0x0B).u8(1)).text("no/1").u8(1)));
        all.add(five(
                "SUBSCRIBE with a large user property",
                0x82,
                new Body()
                        .u16(5)
                        .sized(property("n".repeat(65_535), "v".repeat(65_535)))
                        .text("no/1")
                        .u8(1)));
        all.add(five(
                "UNSUBSCRIBE with a large user property",
                0xA2,
                new Body()
                        .u16(5)
                        .sized(property("n".repeat(65_535), "v".repeat(65_535)))
                        .text("no/1")));

        for (String topic : List.of("", "#", "to/u/+", "$SYS/x", "$share/a/b", "x".repeat(129), "a\0b", "a\u0007b")) {
            all.add(both("publishes to " + shorten(topic), 0x32, mqtt5 -> publish(mqtt5, topic, new Body(), "hi")));
        }
        for (int header : new int[] {0x36, 0x3E, 0x38, 0x33, 0x35, 0x30}) {
            all.add(both(
                    "PUBLISH with header " + Integer.toHexString(header),
                    header,
                    mqtt5 -> publish(mqtt5, "to/u/0123456789ABC", new Body(), "hi")));
        }
        all.add(both("PUBLISH with packet id 0", 0x32, mqtt5 -> {
            Body body = new Body().text("to/u/0123456789ABC").u16(0);
            return mqtt5 ? body.u8(0) : body;
        }));
        all.add(both(
                "deep JSON",
                0x32,
                mqtt5 -> publish(mqtt5, "to/u/0123456789ABC", new Body(), "{\"a\":" + "[".repeat(200_000))));
        all.add(both(
                "JSON member with control characters",
                0x32,
                mqtt5 -> publish(mqtt5, "to/u/0123456789ABC", new Body(), "{\"\\u0000\\ud800\u0085\":1}")));
        all.add(both(
                "payload that is no UTF-8",
                0x32,
                mqtt5 -> publish(mqtt5, "to/u/0123456789ABC", new Body(), "").bytes(new byte[] {(byte) 0xFF})));
        for (String topic : List.of("rpc/echo", "to/u/0123456789ABC", "now/u/0123456789ABC")) {
            all.add(five(
                    "correlation data of 65,535 bytes to " + topic,
                    0x32,
                    publish(true, topic, new Body().u8(0x09).binary(new byte[65_535]), "{}")));
            for (String response : List.of("", "a/#", "$SYS/x", "x".repeat(65_535), "a\0b", "d/x")) {
                all.add(five(
                        "response topic " + shorten(response) + " to " + topic,
                        0x32,
                        publish(true, topic, new Body().u8(0x08).text(response), "{}")));
            }
            all.add(five(
                    "content type of 65,535 to " + topic,
                    0x32,
                    publish(true, topic, new Body().u8(0x03).text("x".repeat(65_535)), "{}")));
        }
        all.add(five(
                "user property id with control characters",
                0x32,
                publish(true, "to/u/0123456789ABC", property("id", "\u0001\u009F"), "hi")));
        all.add(five("user property with NUL", 0x32, publish(true, "to/u/0123456789ABC", property("id", "\0"), "hi")));
        all.add(five(
                "unknown property",
                0x32,
                publish(true, "to/u/0123456789ABC", new Body().u8(0x7F).u8(1), "hi")));
        for (int alias : new int[] {0, 1, 6, 65_535}) {
            all.add(five(
                    "topic alias " + alias + " without topic",
                    0x32,
                    publish(true, "", new Body().u8(0x23).u16(alias), "hi")));
        }
        all.add(five(
                "expiry interval 0",
                0x32,
                publish(true, "to/u/0123456789ABC", new Body().u8(0x02).u32(0), "hi")));
        all.add(five(
                "payload format indicator 2",
                0x32,
                publish(true, "to/u/0123456789ABC", new Body().u8(0x01).u8(2), "hi")));

        for (int header : new int[] {0x40, 0x50, 0x62, 0x70}) {
            for (int id : new int[] {0, 77}) {
                all.add(both(
                        "acknowledgement " + Integer.toHexString(header) + " of " + id,
                        header,
                        mqtt5 -> new Body().u16(id)));
            }
        }
        for (int header : new int[] {0x00, 0x20, 0x90, 0xB0, 0xD0, 0xF0}) {
            all.add(both(
                    "packet " + Integer.toHexString(header),
                    header,
                    mqtt5 -> new Body().u16(5).u8(0)));
        }
        all.add(five("AUTH", 0xF0, new Body()));
        all.add(five(
                "AUTH that goes on",
                0xF0,
                new Body().u8(0x18).sized(new Body().u8(0x15).text("x"))));
        all.add(five(
                "AUTH anew", 0xF0, new Body().u8(0x19).sized(new Body().u8(0x15).text("x"))));
        all.add(five("AUTH without a method", 0xF0, new Body().u8(0x19).u8(0)));
        all.add(five(
                "AUTH with success",
                0xF0,
                new Body().u8(0).sized(new Body().u8(0x15).text("x"))));
        all.add(new Hostile(
                "the same QoS 2 packet twice",
                true,
                List.of(
                        new Sent(0x34, mqtt5 -> publish(mqtt5, "to/u/0123456789ABC", new Body(), "hi")),
                        new Sent(0x3C, mqtt5 -> publish(mqtt5, "to/u/0123456789ABC", new Body(), "hi")))));
        all.add(new Hostile(
                "the same QoS 1 packet twice",
                true,
                List.of(
                        new Sent(0x32, mqtt5 -> publish(mqtt5, "to/u/0123456789ABC", new Body(), "hi")),
                        new Sent(0x3A, mqtt5 -> publish(mqtt5, "to/u/0123456789ABC", new Body(), "hi")))));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, MQTT 5: {1}")
    @MethodSource("packets")
    void packet_malformedOrUnusual_isAnsweredOrEndsTheConnection(Hostile hostile, boolean mqtt5) throws IOException {
        try (RawMqtt client = RawMqtt.connect(port(), mqtt5, did, tokens.issue(uid, did))) {
            for (Sent packet : hostile.packets()) {
                client.write(packet.header(), packet.writing().body(mqtt5));
            }

            assertThatCode(() -> awaitAnswerOrEnd(client)).doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> connects() {
        Body nothing = new Body();
        Body will = new Body()
                .sized(property("n".repeat(60_000), "v".repeat(60_000)))
                .text("to/u/0123456789ABC")
                .binary(new byte[60_000]);
        return Stream.of(
                Arguments.of("maximum packet size 1", 0xC2, new Body().u8(0x27).u32(1), nothing),
                Arguments.of("maximum packet size 5", 0xC2, new Body().u8(0x27).u32(5), nothing),
                Arguments.of("maximum packet size 20", 0xC2, new Body().u8(0x27).u32(20), nothing),
                Arguments.of("maximum packet size 64", 0xC2, new Body().u8(0x27).u32(64), nothing),
                Arguments.of("maximum packet size 0", 0xC2, new Body().u8(0x27).u32(0), nothing),
                Arguments.of("receive maximum 0", 0xC2, new Body().u8(0x21).u16(0), nothing),
                Arguments.of("receive maximum 1", 0xC2, new Body().u8(0x21).u16(1), nothing),
                Arguments.of(
                        "authentication data alone", 0xC2, new Body().u8(0x16).binary(new byte[9]), nothing),
                Arguments.of("authentication method", 0xC2, new Body().u8(0x15).text("x"), nothing),
                Arguments.of("large user property", 0xC2, property("n".repeat(65_535), "v".repeat(65_535)), nothing),
                Arguments.of("format of 65,535", 0xC2, property("format", "v".repeat(65_535)), nothing),
                Arguments.of("large will", 0xC6, nothing, will),
                Arguments.of("will at QoS 3", 0xDE, nothing, will),
                Arguments.of("reserved flag", 0xC3, nothing, nothing),
                Arguments.of("password that is missing", 0xC2, nothing, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("connects")
    void connect_malformedOrUnusual_isAnsweredOrEndsTheConnection(
            String name, int flags, Body properties, @Nullable Body will) throws IOException {
        try (RawMqtt client = RawMqtt.open(port(), true)) {
            Body connect = client.connect(flags, properties).text(did.toString());
            client.write(
                    0x10, will == null ? connect : connect.append(will).text("").text(tokens.issue(uid, did)));

            assertThatCode(() -> awaitAnswerOrEnd(client)).doesNotThrowAnyException();
        }
    }

    /** Sends a message and waits for its PUBACK; fails if neither that nor the end of the connection comes in time. */
    private void awaitAnswerOrEnd(RawMqtt client) throws IOException {
        try {
            client.publish(toUser, "still here", LAST_ID, false);
        } catch (SocketException ended) {
            return;
        }
        Packet packet = client.read();
        while (packet != null && !(packet.type() == RawMqtt.PUBACK && packet.packetId() == LAST_ID)) {
            packet = client.read();
        }
    }

    private static Hostile both(String name, int header, Writing writing) {
        return new Hostile(name, true, List.of(new Sent(header, writing)));
    }

    private static Hostile five(String name, int header, Body body) {
        return new Hostile(name, false, List.of(new Sent(header, mqtt5 -> body)));
    }

    private static Body id(boolean mqtt5, int packetId) {
        Body body = new Body().u16(packetId);
        return mqtt5 ? body.u8(0) : body;
    }

    private static Body subscribe(boolean mqtt5, int filters, String prefix, int options) {
        Body body = id(mqtt5, 5);
        for (int i = 0; i < filters; i++) {
            body.text(prefix + i).u8(options);
        }
        return body;
    }

    private static Body same(boolean mqtt5, String filter, int times) {
        Body body = id(mqtt5, 5);
        for (int i = 0; i < times; i++) {
            body.text(filter).u8(i % 2);
        }
        return body;
    }

    private static Body unsubscribe(boolean mqtt5, int filters) {
        Body body = id(mqtt5, 5);
        for (int i = 0; i < filters; i++) {
            body.text("no/" + i);
        }
        return body;
    }

    private static Body publish(boolean mqtt5, String topic, Body properties, String payload) {
        Body body = new Body().text(topic).u16(5);
        if (mqtt5) {
            body.sized(properties);
        }
        return body.bytes(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static Body property(String name, String value) {
        return new Body().u8(0x26).text(name).text(value);
    }

    private static String shorten(String text) {
        return text.length() < 20 ? '"' + text.replaceAll("\\p{Cntrl}", "^") + '"' : "of " + text.length();
    }
}
