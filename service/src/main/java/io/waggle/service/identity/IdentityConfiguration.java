package io.waggle.service.identity;

import com.github.f4b6a3.tsid.TsidFactory;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.Timestamps;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.module.SimpleModule;

import java.time.Clock;
import java.time.Instant;

/** The clock and the ids, injected everywhere; and how they are spelled at the edges. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration implements WebMvcConfigurer {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ids ids(Clock clock) {
        return new Ids(TsidFactory.builder().withClock(clock).build());
    }

    @Bean
    JacksonModule waggleModule() {
        return new SimpleModule("waggle")
                .addSerializer(Instant.class, new TimeSerializer())
                .addSerializer(Id.class, new Serializer())
                .addDeserializer(Id.class, new Deserializer());
    }

    /**
     * A value of the wrong kind is refused, never taken for another: an empty {@code until} would be no end, a number would be
     * the enum's value that happens to stand there. So is a member that is there twice, as in a message's payload.
     */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfigDefaults(
                        coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }

    /** An id in a path that cannot be one names nothing: the same answer as for an id nobody has. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Id.class, text -> {
            Id id = Id.parse(text);
            if (id == null) {
                throw new Refused(ErrorCode.NOT_FOUND);
            }
            return id;
        });
    }

    private static final class TimeSerializer extends ValueSerializer<Instant> {
        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            json.writeString(Timestamps.toString(time));
        }
    }

    private static final class Serializer extends ValueSerializer<Id> {
        @Override
        public void serialize(Id id, JsonGenerator json, SerializationContext context) {
            json.writeString(id.toString());
        }
    }

    private static final class Deserializer extends ValueDeserializer<Id> {
        @Override
        public Id deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString("");
            Id id = Id.parse(text);
            if (id == null) {
                throw InvalidFormatException.from(
                        parser, "must be an id: 13 characters of Crockford base32", text, Id.class);
            }
            return id;
        }
    }
}
