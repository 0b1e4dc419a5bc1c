package io.waggle.protocol;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import static io.waggle.protocol.ContentRules.invalid;

/** Reads and writes JSON text as a stream. Reading is strict and bounded in depth, and copies numbers without changing them. */
final class Json {

    private static final int MAX_DEPTH = 64;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Json() {}

    /** Reads a value with the parser. */
    @FunctionalInterface
    interface Reading<T> {
        T read(JsonParser parser);
    }

    /** Reads one JSON text. {@code reading} must consume it up to the last token of its only value. */
    static <T> T read(String what, byte[] json, Reading<T> reading) {
        checkEncoding(what, json);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            T value = reading.read(parser);
            if (parser.nextToken() != null) {
                throw invalid(what + " has more text after the end of its JSON value; remove it");
            }
            return value;
        } catch (JacksonException malformed) {
            String twice = DuplicateMember.describe(malformed);
            throw invalid(what + (twice == null ? " is not valid JSON: " + reason(malformed) : " " + twice));
        } catch (NumberFormatException outOfReach) {
            throw invalid(what + " has a number that is too large or too small");
        }
    }

    /**
     * Refuses NUL bytes. JSON in UTF-8 has none, and other encodings, which the parser would detect, have one beside each brace
     * or quote.
     */
    private static void checkEncoding(String what, byte[] json) {
        utf8(json);
        for (byte b : json) {
            if (b == 0) {
                throw invalid(what + " has a NUL byte; send UTF-8 without NUL bytes");
            }
        }
    }

    static byte[] write(Consumer<JsonGenerator> writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writing.accept(generator);
        }
        return bytes.toByteArray();
    }

    /**
     * Checks a value by writing it once, as it is later written for its receivers: the parser alone does not check values that
     * it skips.
     */
    static void checkValue(String what, byte[] json) {
        read(what, json, parser -> {
            if (parser.currentToken() == null) {
                throw invalid(what + " is empty");
            }
            return copyValue(parser);
        });
    }

    /** Returns the names of a JSON object's members, and checks the values as {@link #checkValue} does. */
    static List<String> members(String what, byte[] json) {
        return read(what, json, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw invalid(what + " is not a JSON object");
            }
            List<String> names = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                names.add(wellFormed("a name", parser.currentName()));
                parser.nextToken();
                copyValue(parser);
            }
            return names;
        });
    }

    /**
     * Returns the parser's current value as a JSON text of its own. Refuses a value that could not be read or written again.
     */
    static byte[] copyValue(JsonParser parser) {
        return write(generator -> {
            int open = 0;
            do {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    wellFormed("a string", parser.getString());
                }
                generator.copyCurrentEventExact(parser);
                open += levels(parser.currentToken());
            } while (open > 0 && parser.nextToken() != null);
        });
    }

    private static int levels(JsonToken token) {
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    /** Writes a JSON text that was checked on input. */
    static void writeValue(JsonGenerator generator, byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            generator.copyCurrentStructureExact(parser);
        }
    }

    /** Writes the members of a JSON object that was checked on input into the current object. */
    static void writeMembers(JsonGenerator generator, byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                generator.copyCurrentStructureExact(parser);
            }
        }
    }

    /** Decodes UTF-8, and refuses bytes that are not UTF-8. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw invalid("not valid UTF-8");
        }
    }

    static String readString(JsonParser parser, String what) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid(what + " must be a string");
        }
        return wellFormed(what, parser.getString());
    }

    /** Writes a text that is not empty. */
    static void writeText(JsonGenerator json, String name, String text) {
        if (!text.isEmpty()) {
            json.writeStringProperty(name, text);
        }
    }

    /** Refuses half a surrogate pair, which JSON can escape and UTF-8 cannot encode. */
    static String wellFormed(String what, String text) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return text;
        } catch (CharacterCodingException halfAPair) {
            throw invalid(what + " has an unpaired surrogate; send valid Unicode");
        }
    }

    /** Returns the parser's message without the excerpt of the source, which is text of the sender. */
    private static String reason(JacksonException malformed) {
        String message = malformed.getOriginalMessage();
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}
