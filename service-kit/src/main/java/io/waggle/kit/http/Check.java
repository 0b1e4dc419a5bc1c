package io.waggle.kit.http;

import io.waggle.kit.names.Names;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The common validation rules of requests. Each method returns the valid value, or refuses and says what would be valid. */
public final class Check {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Check() {}

    /** Refuses a member that is missing or null. */
    public static <T> T present(String name, @Nullable T value) {
        if (value == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, name + " is missing");
        }
        return value;
    }

    /** Refuses a member that is missing or null, and lists the allowed values. */
    public static <E extends Enum<E>> E oneOf(String name, @Nullable E value, Class<E> type) {
        if (value == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, name + " is missing; it must be " + WireNames.oneOf(type));
        }
        return value;
    }

    /** Checks one line of text that people read, 1 to {@code max} characters: {@link Names#line}. */
    public static String line(String name, @Nullable String value, int max) {
        return Names.line(name, value, max);
    }

    /** Checks text that people read and that may have several lines: stripped, 1 to {@code max} characters. */
    public static String text(String name, @Nullable String value, int max) {
        String text = wellFormed(name, present(name, value)).strip();
        if (text.codePoints().anyMatch(point -> Character.isISOControl(point) && point != '\n' && point != '\t')) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, name + " has control characters; only line feeds and tabs are allowed");
        }
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > max) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, name + " has " + length + " characters; it must have 1 to " + max);
        }
        return text;
    }

    /** Does the same as {@link #line} for an optional member. */
    public static @Nullable String optionalLine(String name, @Nullable String value, int max) {
        return value == null ? null : line(name, value, max);
    }

    /** Refuses unpaired surrogates: JSON can contain them, UTF-8 cannot store them. */
    public static String wellFormed(String name, String value) {
        boolean broken = value.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
        if (broken) {
            throw new Refused(ErrorCode.INVALID_REQUEST, name + " is not valid Unicode");
        }
        return value;
    }

    /** Returns an end time, which must be in the future, in milliseconds. */
    public static long end(String name, Instant time, Instant now) {
        if (!time.isAfter(now)) {
            throw new Refused(ErrorCode.INVALID_REQUEST, name + " must be in the future; leave it out for no end");
        }
        if (time.isAfter(LATEST)) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST, name + " must be before the year 10000; leave it out for no end");
        }
        return time.toEpochMilli();
    }

    /** Returns a list without nulls and without duplicates, in the original order. */
    public static <T> List<T> distinct(String name, @Nullable Collection<@Nullable T> values) {
        return present(name, values).stream()
                .map(value -> present("an element of " + name, value))
                .distinct()
                .toList();
    }
}
