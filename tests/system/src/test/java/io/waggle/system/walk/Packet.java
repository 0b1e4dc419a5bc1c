package io.waggle.system.walk;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The MQTT packets that these tests need.
 *
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html">MQTT 5</a>, sections 2 and 3
 */
@SuppressWarnings("ArrayRecordComponent")
record Packet(int first, byte[] body) {

    static final int CONNACK = 2;
    static final int PUBLISH = 3;
    static final int PUBACK = 4;

    static Packet read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int length = 0;
        int digit = 0x80;
        for (int shift = 0; (digit & 0x80) != 0; shift += 7) {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return new Packet(first, body);
    }

    int type() {
        return first >> 4;
    }

    int qos() {
        return first >> 1 & 3;
    }

    ByteBuffer content() {
        return ByteBuffer.wrap(body);
    }

    static String text(ByteBuffer in) {
        byte[] utf8 = new byte[in.getShort() & 0xffff];
        in.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** The MQTT 5 properties that these tests need; empty, or 0, if not present. */
    record Properties(String correlation, String reason, long seq) {

        static final Properties NONE = new Properties("", "", 0);

        static Properties read(ByteBuffer in) {
            int length = variable(in);
            int end = in.position() + length;
            String correlation = "";
            String reason = "";
            long seq = 0;
            while (in.position() < end) {
                int id = in.get();
                switch (id) {
                    case 0x01 -> in.get();
                    case 0x02 -> in.getInt();
                    case 0x03, 0x08 -> text(in);
                    case 0x09 -> correlation = text(in);
                    case 0x0b -> variable(in);
                    case 0x1f -> reason = text(in);
                    case 0x23 -> in.getShort();
                    case 0x26 -> {
                        String name = text(in);
                        String value = text(in);
                        seq = name.equals("seq") ? Long.parseLong(value) : seq;
                    }
                    default -> throw new IllegalArgumentException("an unexpected property: " + id);
                }
            }
            return new Properties(correlation, reason, seq);
        }

        private static int variable(ByteBuffer in) {
            int value = 0;
            int digit = 0x80;
            for (int shift = 0; (digit & 0x80) != 0; shift += 7) {
                digit = in.get();
                value |= (digit & 0x7f) << shift;
            }
            return value;
        }
    }
}
