package io.waggle.kit.description;

import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Helpers for JSON Schema in OpenAPI 3.1, where a schema may have several types. */
final class Shapes {

    private static final String NULL = "null";

    private Shapes() {}

    static Schema<?> string() {
        return of("string");
    }

    static Schema<?> object() {
        return of("object");
    }

    static Schema<?> of(String type) {
        JsonSchema schema = new JsonSchema();
        schema.setTypes(Set.of(type));
        return schema;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // Swagger supports enums of one Java type only; here null is a value.
    static void addEnumItem(Schema<?> schema, Object item) {
        List<Object> items = schema.getEnum() == null ? new ArrayList<>() : new ArrayList<>(schema.getEnum());
        items.add(item);
        ((Schema<Object>) schema).setEnum(items);
    }

    /** Adds null as an allowed value. */
    @SuppressWarnings("NullAway") // an enum without null would forbid it
    static void addNull(Schema<?> schema) {
        schema.addType(NULL);
        if (schema.getEnum() != null) {
            addEnumItem(schema, null);
        }
    }
}
