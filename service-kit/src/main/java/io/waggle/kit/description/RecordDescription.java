package io.waggle.kit.description;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;

/** Describes records: a component that is not nullable is a required member. */
@Component
class RecordDescription implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        Class<?> raw = Json.mapper().constructType(type.getType()).getRawClass();
        Schema<?> model = schema == null ? null : model(schema, context);
        if (raw.isRecord() && model != null && model.getProperties() != null) {
            for (RecordComponent component : raw.getRecordComponents()) {
                describe(component, model);
            }
        }
        return schema;
    }

    private static void describe(RecordComponent component, Schema<?> model) {
        String name = component.getName();
        Schema<?> member = model.getProperties().get(name);
        boolean required = model.getRequired() != null && model.getRequired().contains(name);
        if (member == null) {
            return;
        }
        if (member.get$ref() != null) {
            // A type beside a reference would be an additional condition.
            member.setTypes(null);
        }
        if (component.getType().isAnnotationPresent(NullClears.class)) {
            Shapes.addNull(member);
        } else if (!required && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            model.addRequiredItem(name);
        }
    }

    /** Returns the schema that a reference points to. */
    private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
    }
}
