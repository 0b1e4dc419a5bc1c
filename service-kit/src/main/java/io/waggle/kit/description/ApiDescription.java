package io.waggle.kit.description;

import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.waggle.kit.http.Open;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.Arrays;
import java.util.List;

/** The common parts of all services' API descriptions: authentication, the format of ids, and refusals. */
@Configuration(proxyBeanMethods = false)
@SecurityScheme(
        name = Access.API_KEY,
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "An API key of a business system; with the header Waggle-User it acts as one of its own users")
@SecurityScheme(name = Access.ACCESS_TOKEN, type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
class ApiDescription {

    static {
        SpringDocUtils.getConfig().replaceWithSchema(Id.class, idSchema());
    }

    @Bean
    OperationCustomizer openOperations() {
        return (operation, method) -> {
            if (method.hasMethodAnnotation(Open.class)) {
                Access.OPEN.describe(operation);
            }
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer problemShape() {
        return api -> {
            if (api.getComponents() == null) {
                api.setComponents(new Components());
            }
            api.getComponents().addSchemas(RefusalDescription.PROBLEM, problem());
        };
    }

    private static Schema<?> problem() {
        Schema<?> code = Shapes.string();
        Arrays.stream(ErrorCode.values()).forEach(one -> Shapes.addEnumItem(code, one.wireName()));
        Schema<?> problem = Shapes.object();
        problem.description("An error (RFC 9457): what is wrong, and what to do");
        problem.addProperty("status", Shapes.of("integer").description("The HTTP status"));
        problem.addProperty("title", Shapes.string());
        problem.addProperty(
                "detail", Shapes.string().description("What is wrong with this request, for a developer to read"));
        problem.addProperty("instance", Shapes.string().description("The path of the request"));
        problem.addProperty("code", code.description("The error code, from docs/errors.md"));
        problem.addProperty(
                "retryable", Shapes.of("boolean").description("Whether the same request may succeed later"));
        problem.addProperty(
                "retryAfter",
                Shapes.of("integer")
                        .description("The seconds after which the same request may succeed, if they are known"));
        problem.setRequired(List.of("status", "detail", "code", "retryable"));
        return problem;
    }

    static StringSchema idSchema() {
        StringSchema schema = new StringSchema();
        schema.setPattern("^[0-9A-F][0-9A-HJKMNP-TV-Z]{12}$");
        schema.setExample("0F8ZK3Q5D0001");
        return schema;
    }
}
