package io.waggle.system;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What follows the first byte of an MQTT packet, as it is written. */
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

    /** With its length before it. */
    public PacketBody part(PacketBody part) {
        return variable(part.out.size()).bytes(part.out.toByteArray());
    }

    public byte[] packet(int first) {
        return new PacketBody().oneByte(first).part(this).out.toByteArray();
    }

    /** The fixed header alone: what a packet of this length begins with. */
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
