package io.waggle.service.http;

import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.models.media.StringSchema;
import io.waggle.protocol.Id;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;

/** What the descriptions of all services' APIs have in common: who may call, and what an id looks like. */
@Configuration(proxyBeanMethods = false)
@SecurityScheme(
        name = "apiKey",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "An API key of a business system; with the header Waggle-User it acts as one of its own users")
@SecurityScheme(name = "accessToken", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
class ApiDescription {

    static {
        SpringDocUtils.getConfig().replaceWithSchema(Id.class, idSchema());
    }

    private static StringSchema idSchema() {
        StringSchema schema = new StringSchema();
        schema.setPattern("^[0-9A-HJKMNP-TV-Z]{13}$");
        schema.setExample("0F8ZK3Q5D0001");
        return schema;
    }
}
