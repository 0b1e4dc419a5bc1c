package io.waggle.kit.description;

import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.waggle.kit.http.Page;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;

/** Describes ids in paths and queries, and the parameter {@code limit} of lists. */
@Component
class ParameterDescription implements ParameterCustomizer {

    @Override
    public @Nullable Parameter customize(@Nullable Parameter described, MethodParameter parameter) {
        if (described != null && parameter.getParameterType() == Id.class) {
            described.setSchema(ApiDescription.idSchema());
        }
        if (described != null && "limit".equals(described.getName())) {
            Limit limit = parameter.getParameterAnnotation(Limit.class);
            describe(
                    described,
                    limit == null ? Page.LIMIT_MAX : limit.max(),
                    limit == null ? Page.LIMIT_DEFAULT : limit.standard());
        }
        return described;
    }

    private static void describe(Parameter described, int max, int standard) {
        // A schema of its own: springdoc gives one schema to all parameters of a type.
        IntegerSchema schema = new IntegerSchema();
        schema.setMinimum(BigDecimal.ONE);
        schema.setMaximum(BigDecimal.valueOf(max));
        schema.setDefault(standard);
        described.setSchema(schema);
        described.setDescription("The maximum number of items");
    }
}
