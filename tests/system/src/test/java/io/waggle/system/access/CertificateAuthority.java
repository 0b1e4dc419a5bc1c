package io.waggle.system.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority in a folder, made with the JDK's keytool, and the certificates that it signs. */
public final class CertificateAuthority {

    public static final String PASSWORD = "changeit";

    private static final String AUTHORITY = "authority";

    private final Path folder;
    private final Path all;

    public CertificateAuthority(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.all = folder.resolve("all.p12");
        keytool(AUTHORITY, "-ext", "bc:c");
    }

    /** Creates a key and a certificate that the authority signs. */
    public CertificateAuthority sign(String name, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-signer", AUTHORITY));
        keytool(name, arguments.toArray(new String[0]));
        return this;
    }

    /** Creates a key and a self-signed certificate. */
    public CertificateAuthority selfSigned(String name) throws IOException, InterruptedException {
        keytool(name);
        return this;
    }

    /** Creates a keystore with only one key. */
    Path keystore(String name) throws IOException, GeneralSecurityException {
        KeyStore one = empty();
        one.setKeyEntry(
                name,
                all().getKey(name, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all().getCertificateChain(name));
        return write(one, name);
    }

    /** Creates a truststore with only the authority. */
    Path truststore() throws IOException, GeneralSecurityException {
        KeyStore one = empty();
        one.setCertificateEntry(AUTHORITY, all().getCertificate(AUTHORITY));
        return write(one, "trusted");
    }

    String authorityPem() throws IOException, GeneralSecurityException {
        return certificatePem(AUTHORITY);
    }

    public String certificatePem(String name) throws IOException, GeneralSecurityException {
        return pem("CERTIFICATE", all().getCertificate(name).getEncoded());
    }

    /** Returns the files for an MQTT client: certificate and key. */
    List<String> clientFiles(String name) throws IOException, GeneralSecurityException {
        Path certificate = folder.resolve(name + ".pem");
        Path key = folder.resolve(name + ".key");
        Files.writeString(certificate, certificatePem(name));
        Files.writeString(
                key,
                pem("PRIVATE KEY", all().getKey(name, PASSWORD.toCharArray()).getEncoded()));
        return List.of("--cert", certificate.toString(), "--key", key.toString());
    }

    private KeyStore all() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(all)) {
            store.load(content, PASSWORD.toCharArray());
        }
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private Path write(KeyStore store, String name) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        try (OutputStream content = Files.newOutputStream(file)) {
            store.store(content, PASSWORD.toCharArray());
        }
        return file;
    }

    private static String pem(String what, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    private void keytool(String name, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-keystore",
                all.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + command);
        }
    }
}
