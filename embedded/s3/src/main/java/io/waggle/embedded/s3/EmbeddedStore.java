package io.waggle.embedded.s3;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An S3 server on a folder, which runs until this object is closed. Every request needs a signature (version 4) with its only
 * key.
 *
 * @param endpoint where it listens, such as {@code http://127.0.0.1:9000}
 */
public record EmbeddedStore(String endpoint, Closeable server) implements Closeable {

    /** The region in signatures. */
    public static final String REGION = "us-east-1";

    /**
     * Starts the server on the data in {@code folder/objects}.
     *
     * @param port 0: any free port
     */
    public static EmbeddedStore start(Path folder, String address, int port, String accessKey, String secretKey)
            throws IOException {
        Path objects = Files.createDirectories(folder.resolve("objects"));
        StoreLibraries libraries = StoreLibraries.unpack(folder.resolve("libraries"));
        String host = address.contains(":") ? "[" + address + "]" : address;
        StartedServer started =
                libraries.start(objects.toString(), "http://" + host + ":" + port, accessKey, secretKey);
        return new EmbeddedStore("http://" + host + ":" + started.port(), started);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
