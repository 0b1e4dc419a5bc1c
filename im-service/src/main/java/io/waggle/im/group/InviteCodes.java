package io.waggle.im.group;

import org.springframework.stereotype.Component;

import java.security.SecureRandom;

/** Makes codes that nobody guesses: 100 random bits, spelled like ids are. */
@Component
class InviteCodes {

    static final int LENGTH = 20;

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private final SecureRandom random = new SecureRandom();

    String next() {
        char[] code = new char[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            code[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return new String(code);
    }
}
