package io.waggle.service.http;

import io.waggle.protocol.DuplicateMember;
import io.waggle.protocol.Id;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

import java.util.stream.Collectors;

/** Says what is wrong with a request's JSON in our own words: Jackson's name classes. */
public final class JsonFaults {

    private JsonFaults() {}

    public static String describe(JacksonException fault) {
        return describe("", fault);
    }

    /** @param where the member that was being read; empty for the whole */
    public static String describe(String where, JacksonException fault) {
        String twice = DuplicateMember.describe(fault);
        if (twice != null) {
            return "the JSON " + twice;
        }
        String path = path(where, fault);
        if (fault instanceof InvalidFormatException format && format.getTargetType() == Id.class) {
            return path + " " + format.getOriginalMessage();
        }
        if (fault instanceof MismatchedInputException mismatch
                && mismatch.getTargetType() != null
                && WireNames.has(mismatch.getTargetType())) {
            return path + " is " + WireNames.oneOf(mismatch.getTargetType());
        }
        return "the JSON is not what is expected here" + (path.isEmpty() ? "" : ": look at " + path);
    }

    private static String path(String where, JacksonException fault) {
        String within = fault.getPath().stream()
                .map(Reference::getPropertyName)
                .map(name -> name == null ? "[]" : name)
                .collect(Collectors.joining("."));
        return where.isEmpty() || within.isEmpty() ? where + within : where + "." + within;
    }
}
