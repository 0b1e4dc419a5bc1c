package io.waggle.embedded.s3;

import java.io.Closeable;
import java.io.IOException;

/** A server in the separate class loader, together with that loader. */
record StartedServer(int port, Closeable server, Closeable loader) implements Closeable {

    @Override
    public void close() throws IOException {
        try (loader) {
            server.close();
        }
    }
}
