package io.waggle.broker.gate;

/**
 * An entry that was too large for the connection: the device was notified of it and did not receive it.
 *
 * @param packetBytes the size of its packet; 0 if it has been sent since, or need not be sent
 */
public record Withheld(long seq, int packetBytes) {

    boolean isOver() {
        return packetBytes == 0;
    }
}
