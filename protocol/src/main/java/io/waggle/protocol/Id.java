package io.waggle.protocol;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A 64-bit time-ordered identifier of a user, a device, a conversation or a request.
 *
 * <p>In JSON, HTTP, topics and logs it is written as 13 characters of Crockford base32 in upper case, since JavaScript numbers
 * have only 53 bits. Each id has exactly one spelling, so that a topic filter and a topic match if and only if the ids are
 * equal.
 */
public record Id(long value) implements Comparable<Id> {

    public static final int LENGTH = 13;

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final byte[] DIGITS = new byte[128];

    static {
        Arrays.fill(DIGITS, (byte) -1);
        for (byte digit = 0; digit < ALPHABET.length; digit++) {
            DIGITS[ALPHABET[digit]] = digit;
        }
    }

    /** Returns null for text that is not an id: an unknown id and an impossible one should get the same answer. */
    public static @Nullable Id parse(CharSequence text) {
        if (text.length() != LENGTH) {
            return null;
        }
        long value = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            int digit = c < DIGITS.length ? DIGITS[c] : -1;
            boolean overflows = i == 0 && digit > 15;
            if (digit < 0 || overflows) {
                return null;
            }
            value = value << 5 | digit;
        }
        return new Id(value);
    }

    /** Returns the value of one character of an id; negative if no id has this character. */
    static int digit(int c) {
        return c >= 0 && c < DIGITS.length ? DIGITS[c] : -1;
    }

    @Override
    public int compareTo(Id other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        char[] text = new char[LENGTH];
        long rest = value;
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = ALPHABET[(int) (rest & 31)];
            rest >>>= 5;
        }
        return new String(text);
    }
}
