package io.waggle.kit.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The place of a row in a list that is ordered by more than an id. As text it is a page's {@code next}, opaque to clients. */
public final class Cursor {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final List<String> parts;

    private Cursor(List<String> parts) {
        this.parts = parts;
    }

    /** Returns the text of a cursor with these numbers and ids. */
    public static String of(Object... parts) {
        return Arrays.stream(parts).map(String::valueOf).collect(Collectors.joining("."));
    }

    /** @throws Refused if the text is no cursor with so many parts */
    public static Cursor parse(String text, int size) {
        List<String> parts = List.of(text.split("\\.", -1));
        if (parts.size() != size) {
            throw malformed();
        }
        return new Cursor(parts);
    }

    /** @throws Refused if this part is no number */
    public long number(int part) {
        String text = parts.get(part);
        if (!NUMBER.matcher(text).matches()) {
            throw malformed();
        }
        return Long.parseLong(text);
    }

    /** @throws Refused if this part is no id */
    public Id id(int part) {
        Id id = Id.parse(parts.get(part));
        if (id == null) {
            throw malformed();
        }
        return id;
    }

    private static Refused malformed() {
        return new Refused(ErrorCode.INVALID_REQUEST, "cursor is malformed; give the next of an earlier page");
    }
}
