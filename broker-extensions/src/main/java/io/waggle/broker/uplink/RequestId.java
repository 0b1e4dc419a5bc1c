package io.waggle.broker.uplink;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the {@code id} member of a request, which is returned with its answer. */
final class RequestId {

    private static final JsonFactory JSON = new JsonFactory();

    private RequestId() {}

    /** Returns an empty string for a request without an id. A malformed request is refused by its method, not here. */
    static String of(byte[] request) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), request)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isId = parser.currentName().equals("id");
                JsonToken value = parser.nextToken();
                if (isId) {
                    return value != null && value.isScalarValue() ? parser.getString() : "";
                }
                parser.skipChildren();
            }
            return "";
        } catch (JacksonException malformed) {
            return "";
        }
    }
}
