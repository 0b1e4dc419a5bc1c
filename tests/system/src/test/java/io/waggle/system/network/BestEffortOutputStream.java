package io.waggle.system.network;

import java.io.IOException;
import java.io.OutputStream;

/** An output stream that drops all data after the first error. */
final class BestEffortOutputStream extends OutputStream {

    private final OutputStream to;
    private boolean working = true;

    BestEffortOutputStream(OutputStream to) {
        this.to = to;
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            if (working) {
                to.write(bytes, offset, length);
            }
        } catch (IOException gone) {
            working = false;
        }
    }
}
