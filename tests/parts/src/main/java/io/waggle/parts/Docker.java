package io.waggle.parts;

import org.testcontainers.DockerClientFactory;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks whether a Docker engine can be reached. */
final class Docker {

    private Docker() {}

    /** Testcontainers logs many lines if there is no Docker, so it is called only if a Docker socket or host is configured. */
    static boolean canBeReached() {
        boolean configured = System.getenv("DOCKER_HOST") != null || Files.isReadable(Path.of("/var/run/docker.sock"));
        return configured && DockerClientFactory.instance().isDockerAvailable();
    }
}
