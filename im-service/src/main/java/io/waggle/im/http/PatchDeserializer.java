package io.waggle.im.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/** Reads a {@link Patch}. It distinguishes null from absent. */
final class PatchDeserializer extends ValueDeserializer<Patch<?>> {

    private final @Nullable JavaType valueType;

    /** For Jackson, which then asks for a deserializer of the concrete type. */
    PatchDeserializer() {
        this(null);
    }

    private PatchDeserializer(@Nullable JavaType valueType) {
        this.valueType = valueType;
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        JavaType patch = property == null ? context.getContextualType() : property.getType();
        return new PatchDeserializer(patch.containedTypeOrUnknown(0));
    }

    @Override
    public Patch<?> deserialize(JsonParser parser, DeserializationContext context) {
        return Patch.to(context.readValue(parser, valueType));
    }

    @Override
    public Patch<?> getNullValue(DeserializationContext context) {
        return Patch.to(null);
    }

    @Override
    public Patch<?> getAbsentValue(DeserializationContext context) {
        return Patch.absent();
    }
}
