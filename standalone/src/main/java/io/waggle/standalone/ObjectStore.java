package io.waggle.standalone;

import io.waggle.embedded.s3.EmbeddedStore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** The store for files: the embedded store in the data folder, or an S3 store from the environment. */
sealed interface ObjectStore extends AutoCloseable {

    /** The store's description for a person. */
    String title();

    /** The configuration of media-service for this store. */
    Map<String, Object> properties();

    /** The address at which clients reach it. */
    String address();

    @Override
    void close() throws IOException;

    static ObjectStore open(Path folder, Options options, String host, Map<String, String> environment)
            throws IOException {
        String endpoint = environment.getOrDefault("WAGGLE_S3_ENDPOINT", "");
        return endpoint.isEmpty()
                ? Embedded.start(folder.resolve("store"), options, host)
                : External.of(endpoint, environment);
    }

    record Embedded(EmbeddedStore store, String secret, String address) implements ObjectStore {

        private static final String KEY = "waggle";
        private static final int SECRET_BYTES = 32;

        static Embedded start(Path folder, Options options, String host) throws IOException {
            Files.createDirectories(folder);
            String secret = secret(folder.resolve("secret"));
            return new Embedded(
                    EmbeddedStore.start(folder, options.bind(), options.s3(), KEY, secret),
                    secret,
                    "http://" + host + ":" + options.s3());
        }

        @Override
        public String title() {
            return address + " (S3)";
        }

        @Override
        public Map<String, Object> properties() {
            return Map.of("waggle.s3.endpoint", address, "waggle.s3.access-key", KEY, "waggle.s3.secret-key", secret);
        }

        @Override
        public void close() throws IOException {
            store.close();
        }

        /** Returns the secret key, which is created at the first start. It gives read and write access to everything. */
        private static String secret(Path file) throws IOException {
            if (!Files.exists(file)) {
                byte[] bytes = new byte[SECRET_BYTES];
                new SecureRandom().nextBytes(bytes);
                Tls.createForOwnerAlone(file);
                Files.writeString(file, HexFormat.of().formatHex(bytes), StandardCharsets.US_ASCII);
            }
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        }
    }

    record External(Map<String, Object> properties) implements ObjectStore {

        static External of(String endpoint, Map<String, String> environment) {
            return new External(Map.of(
                    "waggle.s3.endpoint", endpoint,
                    "waggle.s3.public-endpoint", environment.getOrDefault("WAGGLE_S3_PUBLIC_ENDPOINT", ""),
                    "waggle.s3.region", environment.getOrDefault("WAGGLE_S3_REGION", EmbeddedStore.REGION),
                    "waggle.s3.access-key", needed(environment, "WAGGLE_S3_ACCESS_KEY"),
                    "waggle.s3.secret-key", needed(environment, "WAGGLE_S3_SECRET_KEY"),
                    "waggle.s3.bucket", environment.getOrDefault("WAGGLE_S3_BUCKET", "waggle-media")));
        }

        @Override
        public String title() {
            return String.valueOf(properties.get("waggle.s3.endpoint"));
        }

        @Override
        public String address() {
            String forClients = String.valueOf(properties.get("waggle.s3.public-endpoint"));
            return forClients.isBlank() ? title() : forClients;
        }

        @Override
        public void close() {
            // The store is external and is not stopped.
        }

        private static String needed(Map<String, String> environment, String name) {
            String value = environment.getOrDefault(name, "");
            if (value.isEmpty()) {
                throw new Problem("WAGGLE_S3_ENDPOINT is set without " + name + ": set both");
            }
            return value;
        }
    }
}
