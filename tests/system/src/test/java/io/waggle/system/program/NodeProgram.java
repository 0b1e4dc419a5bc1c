package io.waggle.system.program;

import io.waggle.system.client.Api;
import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Runs the {@code client.js} of a folder in {@code src/test}: it reads one JSON command per line and writes one JSON event per
 * line.
 */
public final class NodeProgram implements AutoCloseable {

    private static final Path FOLDERS = Path.of(System.getProperty("waggle.node", "src/test"));
    private static final Duration INSTALL = Duration.ofMinutes(5);
    /** Even on an idle machine, a browser takes seconds to start, and to hash and upload a large file. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final RunningProgram program;

    public NodeProgram(String folder, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("node", FOLDERS.resolve(folder).resolve("client.js").toString()));
        command.addAll(List.of(arguments));
        program = new RunningProgram(command);
    }

    /** Installs the packages of a folder in {@code src/test}, once, and returns where. */
    public static Path install(String folder) throws InterruptedException {
        return install(FOLDERS.resolve(folder));
    }

    /** Installs the packages of the folder's package-lock.json, once, and returns where. */
    public static Path install(Path prefix) throws InterruptedException {
        Path packages = prefix.resolve("node_modules");
        // Npm writes it at the end of the installation.
        if (Files.exists(packages.resolve(".package-lock.json"))) {
            return packages;
        }
        try (RunningProgram npm =
                new RunningProgram(List.of("npm", "ci", "--prefix", prefix.toString(), "--no-audit", "--no-fund"))) {
            if (npm.awaitEnd(INSTALL) != 0) {
                throw new IllegalStateException("npm ci failed: " + npm.lines());
            }
        }
        return packages;
    }

    public static Path file(String folder, String name) {
        return FOLDERS.resolve(folder).resolve(name);
    }

    public void send(JsonNode command) {
        program.writeLine(command.toString());
    }

    public JsonNode awaitEvent(String name, Predicate<JsonNode> wanted) {
        return awaitAny(event -> event.path("event").asString().equals(name) && wanted.test(event));
    }

    /** Returns the events of this name so far. */
    public List<JsonNode> events(String name) {
        return program.lines().stream()
                .filter(line -> line.startsWith("{"))
                .map(Api.JSON::readTree)
                .filter(event -> event.path("event").asString().equals(name))
                .toList();
    }

    /** Waits for an event of any name. */
    public JsonNode awaitAny(Predicate<JsonNode> wanted) {
        String line = program.await(
                TIMEOUT, "the expected event", one -> one.startsWith("{") && wanted.test(Api.JSON.readTree(one)));
        return Api.JSON.readTree(line);
    }

    @Override
    public void close() {
        program.close();
    }
}
