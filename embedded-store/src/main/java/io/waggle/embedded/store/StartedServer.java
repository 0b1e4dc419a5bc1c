package io.waggle.embedded.store;

import java.io.Closeable;
import java.io.IOException;

/** A server that was started beyond the class loader's wall, and the wall's own jar files. */
record StartedServer(int port, Closeable server, Closeable loader) implements Closeable {

    @Override
    public void close() throws IOException {
        try (loader) {
            server.close();
        }
    }
}
