package io.waggle.protocol;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.Media;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** shapes.json, in which the API's description says what messages look like, says what the golden vectors show. */
class ShapesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode shapes = read();

    @Test
    void entries_ofTheVectors_areOfTheShape() throws IOException {
        List<JsonNode> entries = vectors("down.json").stream()
                .map(vector -> JSON.readTree(vector.path("json").asString()))
                .filter(down -> down.has("seq"))
                .toList();

        assertThat(entries).hasSizeGreaterThan(10);
        entries.forEach(entry -> check(entry, shapes.path("Entry"), entry.toString()));
    }

    @Test
    void changeAndMedia_haveTheMembersOfTheirMessages() {
        assertThat(members("GroupChange")).containsExactlyInAnyOrderElementsOf(fields(Change.getDescriptor()));
        Change.getDescriptor().getFields().stream()
                .map(FieldDescriptor::getMessageType)
                .forEach(kind -> assertThat(names(shapes.path("GroupChange")
                                .path("properties")
                                .path(memberOf(kind))
                                .path("properties")))
                        .as(kind.getName())
                        .containsExactlyInAnyOrderElementsOf(fields(kind)));
        assertThat(members("Media")).containsAll(fields(Media.getDescriptor()));
    }

    @Test
    void message_mayNotSayWhatTheShapeOfAnEntryDoesNotKnow() {
        assertThat(members("NewMessage"))
                .allSatisfy(member -> assertThat(
                                member.equals("to") || members("Entry").contains(member))
                        .as(member)
                        .isTrue());
    }

    /** As far as shapes.json goes: types, patterns, required members, references. */
    private void check(JsonNode value, JsonNode shape, String where) {
        if (shape.has("$ref")) {
            String name = shape.path("$ref").asString();
            check(value, shapes.path(name.substring(name.lastIndexOf('/') + 1)), where);
            return;
        }
        switch (shape.path("type").asString("any")) {
            case "object" -> {
                assertThat(value.isObject()).as(where).isTrue();
                shape.path("required")
                        .forEach(name -> assertThat(value.has(name.asString()))
                                .as(where + " has " + name)
                                .isTrue());
                value.properties().forEach(member -> {
                    JsonNode known = shape.path("properties").path(member.getKey());
                    if (!known.isMissingNode()) {
                        check(member.getValue(), known, where + "." + member.getKey());
                    }
                });
            }
            case "array" -> value.forEach(element -> check(element, shape.path("items"), where + "[]"));
            case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
            case "number" -> assertThat(value.isNumber()).as(where).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
            case "string" -> {
                assertThat(value.isString()).as(where).isTrue();
                if (shape.has("pattern")) {
                    assertThat(value.asString())
                            .as(where)
                            .containsPattern(
                                    Pattern.compile(shape.path("pattern").asString()));
                }
                if (shape.has("enum")) {
                    assertThat(shape.path("enum").toString()).as(where).contains("\"" + value.asString() + "\"");
                }
            }
            default -> assertThat(value.isMissingNode()).as(where).isFalse();
        }
    }

    private List<String> members(String shape) {
        return names(shapes.path(shape).path("properties"));
    }

    private static List<String> names(JsonNode properties) {
        return List.copyOf(properties.propertyNames());
    }

    private static List<String> fields(Descriptor message) {
        return message.getFields().stream().map(FieldDescriptor::getJsonName).toList();
    }

    private static String memberOf(Descriptor kind) {
        Map<String, String> byKind = Change.getDescriptor().getFields().stream()
                .collect(Collectors.toMap(field -> field.getMessageType().getName(), FieldDescriptor::getJsonName));
        return Objects.requireNonNull(byKind.get(kind.getName()));
    }

    private static List<JsonNode> vectors(String file) throws IOException {
        JsonNode page = JSON.readTree(Files.readString(Path.of("src/test/resources/vectors", file)));
        return List.copyOf(page.path("vectors").values());
    }

    private static JsonNode read() {
        try (InputStream file = Payloads.class.getResourceAsStream("shapes.json")) {
            return JSON.readTree(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
