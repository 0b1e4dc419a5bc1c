package io.waggle.media.worker;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Inspects one file: {@code Worker TYPE FILE FOLDER MAX_PIXELS}. Writes {@code findings} and derived files into the folder. If
 * the file cannot be read, exits with {@link #DAMAGED} and prints the reason to standard output.
 */
public final class Worker {

    public static final int DAMAGED = 3;
    private static final int ORPHANED = 4;
    public static final String FINDINGS = "findings";
    public static final String THUMB = "thumb";
    public static final String SHOWN = "shown";

    private Worker() {}

    public static void main(String[] arguments) throws IOException {
        endWithParent();
        String type = arguments[0];
        Path file = Path.of(arguments[1]);
        Path folder = Path.of(arguments[2]);
        long maxPixels = Long.parseLong(arguments[3]);
        Properties findings = new Properties();
        try {
            if (type.startsWith("image/")) {
                new Picture(type, file, maxPixels).look(findings, folder);
            } else {
                Recording.look(type, file, findings, folder);
            }
        } catch (Unreadable unreadable) {
            System.out.println(unreadable.getMessage());
            System.exit(DAMAGED);
        }
        try (Writer writer = Files.newBufferedWriter(folder.resolve(FINDINGS))) {
            findings.store(writer, null);
        }
    }

    /** Ends this process when the parent process ends, because the result is not used then. */
    private static void endWithParent() {
        ProcessHandle service = ProcessHandle.current().parent().orElseThrow();
        var unused = service.onExit().thenRun(() -> Runtime.getRuntime().halt(ORPHANED));
    }
}
