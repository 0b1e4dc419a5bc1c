package io.waggle.system.network;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on what is written, and drops it after the first error. */
final class BestEffortOutputStream extends OutputStream {

    private final OutputStream to;
    private boolean taken = true;

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
            if (taken) {
                to.write(bytes, offset, length);
            }
        } catch (IOException gone) {
            taken = false;
        }
    }
}
