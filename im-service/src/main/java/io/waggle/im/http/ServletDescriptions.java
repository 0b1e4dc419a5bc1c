package io.waggle.im.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Adds the operations of other services behind this service's port to its description, so that each origin has one document.
 */
@Component
class ServletDescriptions implements OpenApiCustomizer {

    private final List<ServletRegistrationBean<?>> servlets;

    ServletDescriptions(List<ServletRegistrationBean<?>> servlets) {
        this.servlets = servlets;
    }

    @Override
    public void customise(OpenAPI api) {
        for (ServletRegistrationBean<?> servlet : servlets) {
            if (servlet.getServlet() instanceof Described described) {
                add(api, parse(described.description()), servlet.getUrlMappings());
            }
        }
    }

    private static void add(OpenAPI api, OpenAPI other, Collection<String> mappings) {
        other.getPaths().forEach((path, item) -> {
            if (mappings.stream().anyMatch(mapping -> covers(mapping, path))) {
                api.path(path, item);
            }
        });
        @SuppressWarnings("rawtypes") // Swagger declares it raw
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        other.getComponents().getSchemas().forEach((name, schema) -> {
            Schema<?> known = schemas.putIfAbsent(name, schema);
            if (known != null && !json(known).equals(json(schema))) {
                throw new IllegalStateException("Two services describe different schemas named " + name);
            }
        });
        if (other.getTags() != null) {
            other.getTags().forEach(api::addTagsItem);
        }
    }

    /** A mapping has the form {@code /v1/media/*}. */
    private static boolean covers(String mapping, String path) {
        return path.startsWith(mapping.substring(0, mapping.length() - 1));
    }

    private static OpenAPI parse(String json) {
        try {
            return Json31.mapper().readValue(json, OpenAPI.class);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("The description of another service is not valid OpenAPI", malformed);
        }
    }

    private static Map<String, Object> json(Schema<?> schema) {
        return Json31.jsonSchemaAsMap(schema);
    }
}
