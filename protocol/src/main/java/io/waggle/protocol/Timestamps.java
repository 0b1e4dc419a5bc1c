package io.waggle.protocol;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times: milliseconds since 1970 in protobuf and the database, {@code 2026-11-21T09:00:00.123Z} in JSON. */
public final class Timestamps {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** The latest time with a four-digit year. */
    static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private Timestamps() {}

    public static String toString(long millis) {
        return toString(Instant.ofEpochMilli(millis));
    }

    public static String toString(Instant time) {
        return FORMAT.format(time);
    }
}
