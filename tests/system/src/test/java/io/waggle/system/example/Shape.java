package io.waggle.system.example;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares an example with what the server has really sent. Both must have the same members with the same values, except that
 * in the example
 *
 * <ul>
 *   <li>an id, a sequence number, a version or a size stands for one real value, the same wherever it appears in the example;
 *   <li>a time stands for any time, an opaque value for any text, and a number in a detail for any number;
 *   <li>… stands for any text, any value or any other members.
 * </ul>
 */
final class Shape {

    private static final String ID = "[0-9A-HJKMNP-TV-Z]{13}";
    private static final Pattern IS_ID = Pattern.compile(ID);
    private static final Pattern IS_INVITE_CODE = Pattern.compile("[0-9A-HJKMNP-TV-Z]{20}");
    private static final Pattern IS_UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern IS_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    /** Ids that mean the same everywhere. */
    private static final String WELL_KNOWN = "00000000";

    /** Members whose numbers stand for others. */
    private static final Set<String> NUMBERS = Set.of(
            "seq",
            "seqs",
            "readSeq",
            "deliveredSeq",
            "lastSeq",
            "replyTo",
            "version",
            "from",
            "to",
            "size",
            "durationMs",
            "retryAfter");

    /** Members whose texts only the server understands. */
    private static final Set<String> OPAQUE = Set.of("version", "next", "blurhash", "waveform");

    private final Map<String, String> bound = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    private Shape() {}

    /** Returns how the real value differs from the example; nothing if it does not. */
    static List<String> differences(JsonNode example, JsonNode real) {
        Shape shape = new Shape();
        shape.compare("", "", example, real);
        return shape.differences;
    }

    private void compare(String path, String name, JsonNode example, JsonNode real) {
        if (example.isObject() && real.isObject()) {
            compareMembers(path, example, real);
        } else if (example.isArray() && real.isArray()) {
            compareItems(path, name, example, real);
        } else if (example.isString() && real.isString()) {
            compareTexts(path, name, example.asString(), real.asString());
        } else if (example.isNumber() && real.isNumber() && NUMBERS.contains(name)) {
            bind(path, "number " + example, real.toString());
        } else if (!example.equals(real)) {
            differ(path, example.toString(), real.toString());
        }
    }

    private void compareMembers(String path, JsonNode example, JsonNode real) {
        Set<String> names = new TreeSet<>(example.propertyNames());
        boolean othersMayBe = names.remove(ProtocolPage.ELLIPSIS);
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(real.propertyNames());
        missing.forEach(name -> differ(path + "." + name, example.path(name).toString(), "nothing"));
        Set<String> others = new TreeSet<>(real.propertyNames());
        others.removeAll(names);
        if (!othersMayBe) {
            others.forEach(
                    name -> differ(path + "." + name, "nothing", real.path(name).toString()));
        }
        // The size of a gap is the difference of two numbers.
        boolean isRange = names.contains("from") && names.contains("to");
        names.removeAll(missing);
        names.forEach(name -> compare(
                path + "." + name,
                isRange && name.equals("count") ? "size" : name,
                example.path(name),
                real.path(name)));
    }

    private void compareItems(String path, String name, JsonNode example, JsonNode real) {
        if (example.size() != real.size()) {
            differ(path, example.size() + " items", real.toString());
            return;
        }
        for (int i = 0; i < example.size(); i++) {
            compare(path + "[" + i + "]", name, example.path(i), real.path(i));
        }
    }

    private void compareTexts(String path, String name, String example, String real) {
        if (name.equals("detail") && !example.contains(ProtocolPage.ELLIPSIS)) {
            // It repeats numbers, such as seconds to wait.
            if (!example.replaceAll("\\d+", "#").equals(real.replaceAll("\\d+", "#"))) {
                differ(path, example, real);
            }
        } else if (example.contains(ProtocolPage.ELLIPSIS)) {
            matches(path, pattern(example), example, real);
        } else if (IS_ID.matcher(example).matches() && !example.startsWith(WELL_KNOWN)) {
            matches(path, IS_ID, example, real);
            bind(path, example, real);
        } else if (IS_INVITE_CODE.matcher(example).matches()) {
            matches(path, IS_INVITE_CODE, example, real);
        } else if (IS_UUID.matcher(example).matches()) {
            matches(path, IS_UUID, example, real);
        } else if (IS_TIME.matcher(example).matches()) {
            matches(path, IS_TIME, example, real);
        } else if (!OPAQUE.contains(name) && !example.equals(real)) {
            differ(path, example, real);
        }
    }

    /** In a text with …, an id still stands for any id. */
    private static Pattern pattern(String example) {
        return Pattern.compile(
                Arrays.stream(example.split(ProtocolPage.ELLIPSIS, -1))
                        .map(part -> Pattern.quote(part).replaceAll(ID, "\\\\E" + ID.replace("\\", "\\\\") + "\\\\Q"))
                        .collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    private void matches(String path, Pattern pattern, String example, String real) {
        if (!pattern.matcher(real).matches()) {
            differ(path, example, real);
        }
    }

    private void bind(String path, String example, String real) {
        String before = bound.putIfAbsent(example, real);
        if (before != null && !before.equals(real)) {
            differ(path, example + ", which was " + before, real);
        }
    }

    private void differ(String path, String example, String real) {
        differences.add(path + ": the page has " + example + ", the server " + real);
    }
}
