package io.waggle.kit.http;

import tools.jackson.databind.json.JsonMapper;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The values of an enum as clients write them. */
final class WireNames {

    private static final JsonMapper JSON = new JsonMapper();

    private WireNames() {}

    /** Returns the allowed values, as the end of a sentence. */
    static String oneOf(Class<?> type) {
        return "one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(constant -> JSON.valueToTree(constant).asString())
                        .collect(Collectors.joining(", "));
    }
}
