package io.waggle.protocol;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Locale;

/**
 * The JSON form of notices and changes, which only the server writes. It is derived from their protobuf fields by one rule.
 *
 * <p>A {@code fixed64} is an id, an {@code int64} a time, an enum its name in lower case. An {@code optional} field is written
 * when it is set. Any other field is left out when it is empty, except booleans, enums and unsigned numbers, which are always
 * written.
 */
final class FieldsJson {

    private FieldsJson() {}

    /** Writes the message's fields into the current object. */
    static void write(JsonGenerator json, Message message) {
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (isWritten(message, field)) {
                json.writeName(field.getJsonName());
                writeField(json, field, message.getField(field));
            }
        }
    }

    private static boolean isWritten(Message message, FieldDescriptor field) {
        if (field.isRepeated()) {
            return message.getRepeatedFieldCount(field) > 0;
        }
        return message.hasField(field) || (!field.hasPresence() && isWrittenWhenZero(field));
    }

    private static boolean isWrittenWhenZero(FieldDescriptor field) {
        return switch (field.getType()) {
            case BOOL, ENUM, UINT32, UINT64 -> true;
            default -> false;
        };
    }

    private static void writeField(JsonGenerator json, FieldDescriptor field, Object value) {
        if (field.isRepeated()) {
            json.writeStartArray();
            ((List<?>) value).forEach(element -> writeValue(json, field, element));
            json.writeEndArray();
        } else {
            writeValue(json, field, value);
        }
    }

    private static void writeValue(JsonGenerator json, FieldDescriptor field, Object value) {
        switch (field.getType()) {
            case FIXED64 -> json.writeString(new Id((Long) value).toString());
            case INT64 -> json.writeString(Timestamps.toString((Long) value));
            case UINT32 -> json.writeNumber((Integer) value);
            case UINT64 -> json.writeNumber((Long) value);
            case BOOL -> json.writeBoolean((Boolean) value);
            case STRING -> json.writeString((String) value);
            case ENUM ->
                json.writeString(((EnumValueDescriptor) value)
                        .getName()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
            case MESSAGE -> {
                json.writeStartObject();
                write(json, (Message) value);
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("no JSON form for " + field.getFullName());
        }
    }
}
