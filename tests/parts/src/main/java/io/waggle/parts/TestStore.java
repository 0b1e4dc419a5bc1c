package io.waggle.parts;

import io.waggle.embedded.s3.EmbeddedStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.MinIOContainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The S3 store of all tests: MinIO, if {@code WAGGLE_TEST_MINIO} names its server program or a Docker engine can be reached,
 * otherwise the embedded store. There is one per JVM; it starts at the first use and ends with the JVM.
 *
 * @param endpoint such as {@code http://127.0.0.1:9000}
 */
public record TestStore(String title, String endpoint, String accessKey, String secretKey) {

    private static final Logger log = LoggerFactory.getLogger(TestStore.class);

    static final String MINIO = "MinIO";

    public static TestStore shared() {
        return Holder.STORE;
    }

    public boolean isMinio() {
        return title.equals(MINIO);
    }

    private static TestStore start() {
        if (!StoreProcess.minio().isEmpty()) {
            log.info("Tests use MinIO, {}", StoreProcess.minio());
            StoreProcess process = new StoreProcess().start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::close));
            return process.store();
        }
        return Docker.canBeReached() ? container() : embedded();
    }

    @SuppressWarnings("resource") // Testcontainers removes the container when the JVM ends, in every case.
    private static TestStore container() {
        log.info("Tests use MinIO in Docker");
        MinIOContainer container = new MinIOContainer("minio/minio:RELEASE.2025-09-07T16-13-09Z")
                .withUserName(StoreProcess.KEY)
                .withPassword(StoreProcess.SECRET);
        container.start();
        return new TestStore(MINIO, container.getS3URL(), StoreProcess.KEY, StoreProcess.SECRET);
    }

    private static TestStore embedded() {
        log.info(
                "Tests use the embedded store, since WAGGLE_TEST_MINIO names no MinIO and no Docker engine can be reached");
        try {
            Path folder = Files.createTempDirectory("waggle-test-store-");
            EmbeddedStore store = EmbeddedStore.start(folder, "127.0.0.1", 0, StoreProcess.KEY, StoreProcess.SECRET);
            atEnd(folder);
            return new TestStore("embedded", store.endpoint(), StoreProcess.KEY, StoreProcess.SECRET);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static void atEnd(Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException left) {
                log.warn("Could not delete {}", folder, left);
            }
        }));
    }

    /** Holds the store, which starts when the first test uses this class. */
    private static final class Holder {
        static final TestStore STORE = start();
    }
}
