package io.waggle.system.library;

import io.waggle.system.program.MissingPrograms;
import io.waggle.system.program.RunningProgram;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Builds and runs the programs of {@code docs/clients.md}: each language in a folder, all languages in parallel. */
final class ClientPrograms {

    private static final Path CLIENTS = ClientsPage.DOCS.resolve("clients");
    /** At the same depth as {@code docs/clients}, because a command of the page uses the relative path of {@code mvnw}. */
    private static final Path TARGET = ClientsPage.DOCS.resolveSibling("target").resolve("clients");

    private static final Duration BUILD = Duration.ofMinutes(10);

    private final Map<String, CompletableFuture<Void>> builds = new ConcurrentHashMap<>();

    /** Returns whether this machine has the tools for the language's programs. */
    boolean canBuild(ClientsPage.Language language) {
        String missing = run(language.name(), program(CLIENTS, "./lacking", language.name()));
        if (!missing.isEmpty()) {
            MissingPrograms.report("the clients in " + language.name() + " need " + missing);
        }
        return missing.isEmpty();
    }

    /** Starts building the language's programs, with low priority. */
    void build(ClientsPage.Language language) {
        builds.put(
                language.name(),
                CompletableFuture.runAsync(
                        () -> writeAndBuild(language),
                        task -> Thread.ofVirtual().start(task)));
    }

    /** Waits until the language's programs are built, and runs this one. */
    RunningProgram start(ClientsPage.Example example, Map<String, String> environment) {
        Objects.requireNonNull(builds.get(example.language()), "not built").join();
        ProcessBuilder program = program(TARGET.resolve(example.folder()), "bash", "-e", "-c", example.command());
        program.environment().putAll(environment);
        return new RunningProgram(example.toString(), program);
    }

    private static void writeAndBuild(ClientsPage.Language language) {
        Path folder = TARGET.resolve(language.folder());
        try {
            Files.createDirectories(folder);
            copyFiles(CLIENTS.resolve(language.folder()), folder);
            for (Map.Entry<String, String> file : language.files().entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException failure) {
            throw new IllegalStateException("cannot write the clients in " + language.name(), failure);
        }
        run(language.name(), program(folder, "nice", "bash", "-e", "-c", language.build()));
    }

    /** Copies the files that pin the libraries' versions; C and the command line have none. */
    private static void copyFiles(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String run(String name, ProcessBuilder program) {
        try (RunningProgram running = new RunningProgram(name, program)) {
            int code = running.awaitEnd(BUILD);
            String output = String.join("\n", running.lines());
            if (code != 0) {
                throw new IllegalStateException(program.command() + " ended with " + code + ":\n" + output);
            }
            return output;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static ProcessBuilder program(Path folder, String... command) {
        ProcessBuilder program = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = program.environment();
        String jdk = System.getProperty("java.home");
        environment.put("JAVA_HOME", jdk);
        environment.put("PATH", Path.of(jdk, "bin") + File.pathSeparator + environment.get("PATH"));
        environment.put("MAVEN_ARGS", "-Dmaven.repo.local=" + System.getProperty("waggle.maven"));
        return program;
    }
}
