package io.waggle.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JSON object that has a member twice. Parsers differ in which of the two they use, so such an object is refused. */
public final class DuplicateMember {

    /** The parser has no exception type for this error, only this message. */
    private static final Pattern MESSAGE = Pattern.compile("Duplicate Object property \"(.*)\"", Pattern.DOTALL);

    private static final int NAME_LENGTH = 64;

    private DuplicateMember() {}

    /** Describes the error and names the member; returns null for any other error. */
    public static @Nullable String describe(JacksonException fault) {
        Matcher matcher = MESSAGE.matcher(String.valueOf(fault.getOriginalMessage()));
        return matcher.lookingAt() ? "has the member \"" + shortened(matcher.group(1)) + "\" twice" : null;
    }

    private static String shortened(String name) {
        return name.codePointCount(0, name.length()) > NAME_LENGTH
                ? name.substring(0, name.offsetByCodePoints(0, NAME_LENGTH)) + "…"
                : name;
    }
}
