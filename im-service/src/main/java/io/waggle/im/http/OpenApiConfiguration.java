package io.waggle.im.http;

import com.fasterxml.jackson.core.type.TypeReference;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.servers.Server;
import io.swagger.v3.oas.models.media.Schema;
import io.waggle.im.caller.Business;
import io.waggle.im.caller.BusinessAuthenticator;
import io.waggle.im.caller.Caller;
import io.waggle.im.caller.CallerInterceptor;
import io.waggle.kit.description.Access;
import io.waggle.protocol.Payloads;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/** The API's description at {@code /v3/api-docs}: the controllers, and the parts common to all of them. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Waggle",
                        version = "v1",
                        description = "Chat over HTTP. Most operations can also be called over MQTT, as rpc/{method}."),
        // A relative URL, because the client controls the Host header.
        servers = @Server(url = "/"))
class OpenApiConfiguration {

    static {
        SpringDocUtils.getConfig()
                // A Patch is described as the type that it contains.
                .addResponseWrapperToIgnore(Patch.class)
                .addRequestWrapperToIgnore(Caller.class, Business.class);
    }

    @Bean
    OperationCustomizer commonToAllOperations() {
        return (operation, method) -> {
            if (CallerInterceptor.isForBusiness(method)) {
                Access.SYSTEMS.describe(operation);
            }
            return operation;
        };
    }

    /** Describes which callers an operation allows. Its path decides whether API keys may use it. */
    @Bean
    OpenApiCustomizer access(BusinessAuthenticator businesses) {
        return api -> api.getPaths()
                .forEach((path, item) -> item.readOperations().stream()
                        .filter(operation -> operation.getSecurity() == null)
                        .forEach(operation -> (businesses.canAllow(path) ? Access.USERS_AND_SYSTEMS : Access.USERS)
                                .describe(operation)));
    }

    /** Adds the schemas that have no Java record: messages and keys. */
    @Bean
    OpenApiCustomizer wireShapes() {
        return api -> shapes().forEach(api.getComponents()::addSchemas);
    }

    private static Map<String, Schema<?>> shapes() {
        try (InputStream file = Objects.requireNonNull(Payloads.class.getResourceAsStream("shapes.json"))) {
            return Json31.mapper().readValue(file, new TypeReference<>() {});
        } catch (IOException damaged) {
            throw new IllegalStateException("shapes.json could not be read", damaged);
        }
    }
}
