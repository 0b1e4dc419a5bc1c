package io.waggle.kit.description;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.waggle.protocol.ErrorCode;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Describes the refusals of each operation, as problem+json with their possible codes.
 *
 * <p>Some codes follow from other parts of an operation's description, so the refusals are added after those parts.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalDescription implements OperationCustomizer, OpenApiCustomizer {

    static final String PROBLEM = "Problem";

    private static final String METHOD = "x-method";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        operation.addExtension(METHOD, method);
        return operation;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(RefusalDescription::describe);
    }

    private static void describe(Operation operation) {
        if (operation.getExtensions().remove(METHOD) instanceof HandlerMethod method) {
            Refusals.of(operation, method)
                    .forEach((status, codes) ->
                            operation.getResponses().addApiResponse(status.toString(), refusal(status, codes)));
        }
    }

    private static ApiResponse refusal(int status, Collection<ErrorCode> codes) {
        Schema<?> code = Shapes.string();
        codes.forEach(one -> Shapes.addEnumItem(code, one.wireName()));
        Schema<?> some = Shapes.object();
        some.addProperty("code", code);
        Schema<?> refusal = new Schema<>().addAllOfItem(problem()).addAllOfItem(some);
        ApiResponse response = new ApiResponse()
                .description(codes.stream()
                        .map(one -> "`" + one.wireName() + "`: " + one.advice())
                        .collect(Collectors.joining("\n\n")))
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(refusal)));
        if (status == HttpStatus.TOO_MANY_REQUESTS.value()) {
            response.addHeaderObject(
                    "Retry-After",
                    new Header()
                            .description("The seconds after which the same request may succeed, if they are known")
                            .schema(Shapes.of("integer")));
        }
        return response;
    }

    private static Schema<?> problem() {
        return new Schema<>().$ref(Components.COMPONENTS_SCHEMAS_REF + PROBLEM);
    }
}
