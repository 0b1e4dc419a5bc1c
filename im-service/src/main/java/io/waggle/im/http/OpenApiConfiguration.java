package io.waggle.im.http;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.waggle.service.http.Open;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;

/** The API's description at {@code /v3/api-docs}: what the controllers say, and what all of them have in common. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Waggle",
                        version = "v1",
                        description = "Chat over HTTP; the same operations are MQTT's rpc/{method}."),
        security = {@SecurityRequirement(name = "accessToken"), @SecurityRequirement(name = "apiKey")})
class OpenApiConfiguration {

    static {
        SpringDocUtils.getConfig()
                // Shown as what it may hold.
                .addResponseWrapperToIgnore(Patch.class)
                .addRequestWrapperToIgnore(Caller.class, Business.class);
    }

    @Bean
    OperationCustomizer commonToAllOperations() {
        return (operation, method) -> {
            operation.getResponses().addApiResponse("default", refusal());
            if (method.hasMethodAnnotation(Open.class)) {
                operation.setSecurity(List.of());
            }
            return operation;
        };
    }

    private static ApiResponse refusal() {
        Schema<?> problem = new ObjectSchema()
                .addProperty("status", new IntegerSchema())
                .addProperty("title", new StringSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("code", new StringSchema().description("A name from docs/errors.md"))
                .addProperty("retryable", new BooleanSchema());
        return new ApiResponse()
                .description("Refused: what is wrong and what would be right")
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(problem)));
    }
}
