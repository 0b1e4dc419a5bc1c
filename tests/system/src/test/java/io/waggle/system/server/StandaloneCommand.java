package io.waggle.system.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line that starts Waggle like {@code ./waggle up}, but without building first. */
final class StandaloneCommand {

    private static final Path BUILT = Path.of(System.getProperty("waggle.standalone", "../../standalone/target"));
    private static final int UNSAFE_WARNS_SINCE = 23;
    private static final int NATIVE_WARNS_SINCE = 22;

    private StandaloneCommand() {}

    static List<String> of(Path data, Path web, int httpPort, int mqttPort, int wsPort, int s3Port) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.addAll(List.of("-cp", jar() + ":" + BUILT.resolve("lib") + "/*", "io.waggle.standalone.Waggle"));
        command.addAll(List.of("--data", data.toString()));
        command.addAll(List.of("--web", web.toString()));
        command.addAll(List.of("--http", Integer.toString(httpPort)));
        command.addAll(List.of("--mqtt", Integer.toString(mqttPort)));
        command.addAll(List.of("--ws", Integer.toString(wsPort)));
        command.addAll(List.of("--s3", Integer.toString(s3Port)));
        return command;
    }

    private static List<String> jvmOptions() {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseParallelGC",
                "-XX:MaxRAMPercentage=40",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"));
        int feature = Runtime.version().feature();
        if (feature >= NATIVE_WARNS_SINCE) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (feature >= UNSAFE_WARNS_SINCE) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    private static Path jar() {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(BUILT, "standalone-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("no " + BUILT + ": build the module standalone first", unreadable);
        }
        throw new IllegalStateException("no jar in " + BUILT + ": build the module standalone first");
    }
}
