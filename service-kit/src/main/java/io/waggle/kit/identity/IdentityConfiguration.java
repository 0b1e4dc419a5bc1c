package io.waggle.kit.identity;

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
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Provides the clock and the ids, which are injected everywhere, and their JSON and path formats. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration implements WebMvcConfigurer {

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

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
                .addDeserializer(Id.class, new Deserializer())
                .addDeserializer(Instant.class, new TimeDeserializer())
                .addDeserializer(LocalDate.class, new DateDeserializer())
                .setDeserializerModifier(new NullRefusal());
    }

    /**
     * Refuses a value of the wrong type instead of converting it: an empty {@code until} would become no end, and a number
     * would become an enum constant by its position, or a nickname. Also refuses a member that occurs twice, as in a message's
     * payload.
     */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfigDefaults(
                        coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        coercion -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    /** An invalid id in a path is answered like an id that does not exist. */
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

    private static final class Deserializer extends StdDeserializer<Id> {

        Deserializer() {
            super(Id.class);
        }

        @Override
        public Id deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
            Id id = Id.parse(text);
            if (id == null) {
                throw InvalidFormatException.from(parser, "not an id", text, Id.class);
            }
            return id;
        }
    }

    private static final class TimeDeserializer extends StdDeserializer<Instant> {

        TimeDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            return parsed(
                    parser,
                    Instant.class,
                    TIME,
                    text -> OffsetDateTime.parse(text).toInstant());
        }
    }

    private static final class DateDeserializer extends StdDeserializer<LocalDate> {

        DateDeserializer() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) {
            return parsed(parser, LocalDate.class, DATE, LocalDate::parse);
        }
    }

    /** Parses a time or a date in RFC 3339 form; Java's own parser accepts more forms. */
    private static <T> T parsed(JsonParser parser, Class<T> type, Pattern form, Function<String, T> parse) {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
        if (form.matcher(text).matches()) {
            try {
                return parse.apply(text);
            } catch (DateTimeException noSuchDay) {
                throw InvalidFormatException.from(parser, noSuchDay.getMessage(), text, type);
            }
        }
        throw InvalidFormatException.from(parser, "not in RFC 3339 form", text, type);
    }
}
