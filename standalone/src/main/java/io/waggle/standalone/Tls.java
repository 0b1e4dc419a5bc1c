package io.waggle.standalone;

import io.waggle.broker.TlsListener;
import io.waggle.broker.TlsListener.Store;
import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;

/** MQTT over TLS, if the environment configures it. The key store is checked before anything is started. */
final class Tls {

    private static final String PORT = "WAGGLE_TLS_PORT";
    private static final String KEYSTORE = "WAGGLE_TLS_KEYSTORE";
    private static final String CLIENT_CA = "WAGGLE_TLS_CLIENT_CA";

    private Tls() {}

    /** Returns null if TLS is not configured. */
    static @Nullable TlsListener listener(Map<String, String> environment) {
        String port = environment.getOrDefault(PORT, "");
        if (port.isEmpty()) {
            return null;
        }
        if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
            throw new Problem(PORT + " " + port + " is not a port: give a number from 1 to 65535");
        }
        Store keystore = store(environment, KEYSTORE);
        if (keystore == null) {
            throw new Problem(PORT + " needs " + KEYSTORE + ", a PKCS #12 file with the server's key and certificate");
        }
        return new TlsListener(Integer.parseInt(port), keystore, store(environment, CLIENT_CA));
    }

    private static @Nullable Store store(Map<String, String> environment, String name) {
        String file = environment.getOrDefault(name, "");
        if (file.isEmpty()) {
            return null;
        }
        try {
            Store store = new Store(Path.of(file).toAbsolutePath(), environment.getOrDefault(name + "_PASSWORD", ""));
            if (!KeyStore.getInstance(new File(file), store.password().toCharArray())
                    .aliases()
                    .hasMoreElements()) {
                throw new Problem(name + " " + file + " contains no key and no certificate");
            }
            return store;
        } catch (IllegalArgumentException missing) {
            throw new Problem(name + " " + file + " is not a file", missing);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new Problem(
                    "cannot open " + name + " " + file + " with " + name + "_PASSWORD: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** Creates a file that only its owner can read, because the broker's configuration contains the passwords. */
    static void createForOwnerAlone(Path file) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }
}
