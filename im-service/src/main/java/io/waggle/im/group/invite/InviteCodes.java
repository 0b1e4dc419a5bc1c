package io.waggle.im.group.invite;

import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Makes invite codes that cannot be guessed: 100 random bits, in the same alphabet as ids. */
@Component
class InviteCodes {

    private static final int LENGTH = 20;

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final Pattern CODE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{" + LENGTH + "}");

    private final SecureRandom random;

    InviteCodes(SecureRandom random) {
        this.random = random;
    }

    /** Whether the text has the form of a code. Other texts need no database lookup. */
    static boolean isPossible(String code) {
        return CODE.matcher(code).matches();
    }

    String next() {
        char[] code = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            code[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return new String(code);
    }
}
