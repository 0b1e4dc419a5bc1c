package io.waggle.system.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of an MQTT packet after its first byte, as they are written. */
public final class PacketBody {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public PacketBody oneByte(int value) {
        out.write(value);
        return this;
    }

    public PacketBody twoBytes(int value) {
        return oneByte(value >> 8).oneByte(value);
    }

    public PacketBody text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return twoBytes(utf8.length).bytes(utf8);
    }

    public PacketBody bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Appends another body with its length before it. */
    public PacketBody part(PacketBody part) {
        return variable(part.out.size()).bytes(part.out.toByteArray());
    }

    public byte[] packet(int first) {
        return new PacketBody().oneByte(first).part(this).out.toByteArray();
    }

    /** Returns only the fixed header of a packet of this length. */
    public static byte[] header(int first, int length) {
        return new PacketBody().oneByte(first).variable(length).out.toByteArray();
    }

    private PacketBody variable(int value) {
        int rest = value;
        do {
            oneByte((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
            rest >>= 7;
        } while (rest > 0);
        return this;
    }
}
