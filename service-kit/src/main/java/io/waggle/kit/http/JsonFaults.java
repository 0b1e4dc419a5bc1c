package io.waggle.kit.http;

import io.waggle.protocol.DuplicateMember;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;

import java.util.List;

/** Describes errors in a request's JSON. Jackson's own messages contain class names. */
public final class JsonFaults {

    private JsonFaults() {}

    public static String describe(JacksonException fault) {
        return describe("", fault);
    }

    /** @param where the member that was read; empty for the whole body */
    public static String describe(String where, JacksonException fault) {
        String twice = DuplicateMember.describe(fault);
        if (twice != null) {
            return "the JSON " + twice;
        }
        String path = where;
        for (Reference step : fault.getPath()) {
            path = deeper(path, step);
        }
        String member = path.isEmpty() ? "the body" : path;
        return switch (fault) {
            case InvalidNullException nothing -> member + " is null; give a value, or leave it out";
            case MismatchedInputException mismatch -> member + " must be " + Expected.of(mismatch.getTargetType());
            default -> path.isEmpty() ? "the body is not JSON" : "the JSON is not valid; correct it at " + path;
        };
    }

    private static String deeper(String path, Reference step) {
        String name = step.getPropertyName();
        if (name == null) {
            return path + "[" + step.getIndex() + "]";
        }
        return path.isEmpty() ? name : String.join(".", List.of(path, name));
    }
}
