package io.waggle.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The password of the demo's users. It is random and kept in the data folder, because the users stay when Waggle is started
 * again without the demo, and perhaps for everybody to reach.
 */
final class DemoPassword {

    /** Without letters and digits that look alike. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 16;

    private DemoPassword() {}

    static String of(Path data) {
        Path file = data.resolve("demo-password");
        try {
            if (!Files.exists(file)) {
                Tls.createForOwnerAlone(file);
            }
            // An earlier start may have ended between the two.
            if (Files.size(file) == 0) {
                Files.writeString(file, random());
            }
            return Files.readString(file);
        } catch (IOException fault) {
            throw new Problem("cannot use " + file + ": " + fault.getMessage(), fault);
        }
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
