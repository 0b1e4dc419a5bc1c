package io.waggle.kit.identity;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.type.CollectionType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * Refuses null where a value is expected: an optional member must be left out instead. A type that gives null a meaning of its
 * own reads it itself.
 *
 * <p>Jackson's own setting, {@code Nulls.FAIL}, also refuses a record's member that is left out.
 */
final class NullRefusal extends ValueDeserializerModifier {

    private static final long serialVersionUID = 1;
    private static final Set<Class<?>> SCALARS =
            Set.of(String.class, Boolean.class, Integer.class, Long.class, Instant.class, LocalDate.class, Id.class);

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> deserializer) {
        Class<?> type = bean.getBeanClass();
        // A record with its own deserializer handles null itself.
        boolean plainRecord = type.isRecord() && deserializer.handledType() == type;
        return SCALARS.contains(type) || plainRecord ? new NotNull(deserializer, type) : deserializer;
    }

    @Override
    public ValueDeserializer<?> modifyEnumDeserializer(
            DeserializationConfig config,
            JavaType type,
            BeanDescription.Supplier bean,
            ValueDeserializer<?> deserializer) {
        return new NotNull(deserializer, type.getRawClass());
    }

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
            DeserializationConfig config,
            CollectionType type,
            BeanDescription.Supplier bean,
            ValueDeserializer<?> deserializer) {
        return new NotNull(deserializer, type.getRawClass());
    }

    private static final class NotNull extends DelegatingDeserializer {

        private final Class<?> type;

        NotNull(ValueDeserializer<?> deserializer, Class<?> type) {
            super(deserializer);
            this.type = type;
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> deserializer) {
            return new NotNull(deserializer, type);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            throw InvalidNullException.from(context, PropertyName.NO_NAME, context.constructType(type));
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
