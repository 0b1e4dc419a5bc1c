package io.waggle.embedded.mariadb;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The stored settings of a server: its version, its port and the password. Only the owner can read them. */
record Settings(String version, int port, String password) {

    static Settings generate(int port) {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return new Settings(Programs.VERSION, port, HexFormat.of().formatHex(secret));
    }

    static Settings read(Path file) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        String version = properties.getProperty("version", "");
        String password = properties.getProperty("password", "");
        int port = Integer.parseInt(properties.getProperty("port", "0"));
        if (!series(version).equals(series(Programs.VERSION))) {
            throw new MariaDbUnavailable("The data in " + file.getParent() + " was written by MariaDB "
                    + (version.isEmpty() ? "(unknown)" : version) + ", and this version is " + Programs.VERSION
                    + ": transfer the data with mariadb-dump, or use another data folder.");
        }
        return new Settings(version, port, password);
    }

    Settings withPort(int other) {
        return new Settings(version, other, password);
    }

    /** Writes the file atomically; other users can never read it, not even for a moment. */
    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("version", version);
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("password", password);
        StringWriter text = new StringWriter();
        properties.store(text, "Written by Waggle: the login of its database server.");
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text.toString());
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the release series, within which data files are compatible: 11.4 of 11.4.5. */
    private static String series(String version) {
        int end = version.indexOf('.', version.indexOf('.') + 1);
        return end < 0 ? version : version.substring(0, end);
    }
}
