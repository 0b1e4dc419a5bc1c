package io.waggle.kit.http;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/** Describes in words how a value of a type is written in JSON. */
final class Expected {

    private static final Map<Class<?>, String> WORDS = Map.of(
            String.class, "a string",
            Boolean.class, "true or false",
            Integer.class, "a whole number",
            Long.class, "a whole number",
            Id.class, "an id: 13 characters of Crockford base32",
            Instant.class, "a time, such as \"2026-11-21T09:00:00.123Z\"",
            LocalDate.class, "a date, such as \"2001-02-28\"");

    private Expected() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        String word = WORDS.get(type);
        if (word != null) {
            return word;
        }
        if (type.isEnum()) {
            return WireNames.oneOf(type);
        }
        return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    }
}
