package io.waggle.parts;

import org.testcontainers.DockerClientFactory;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether parts can come in containers. */
final class Docker {

    private Docker() {}

    /** Testcontainers tells at length what it did not find, so it is asked only where there is something to find. */
    static boolean canBeReached() {
        boolean configured = System.getenv("DOCKER_HOST") != null || Files.isReadable(Path.of("/var/run/docker.sock"));
        return configured && DockerClientFactory.instance().isDockerAvailable();
    }
}
