package io.waggle.broker.connection;

/**
 * An entry that the device was told of and not sent, since it was too large for the connection.
 *
 * @param packetBytes the size of its packet; 0: it has been sent now, or need not be
 */
public record Withheld(long seq, int packetBytes) {

    boolean isOver() {
        return packetBytes == 0;
    }
}
