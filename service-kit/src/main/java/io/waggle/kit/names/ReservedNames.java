package io.waggle.kit.names;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names in {@code reserved-names.txt}, which are reserved for the service, and all names that look like them. */
final class ReservedNames {

    /** The kind of name that is checked. */
    enum Place {
        USERNAME,
        PERSON,
        GROUP;

        private Stream<String> sections() {
            return switch (this) {
                case USERNAME -> Stream.of("everywhere", "people", "usernames");
                case PERSON -> Stream.of("everywhere", "people");
                case GROUP -> Stream.of("everywhere");
            };
        }
    }

    private static final String LIST = "reserved-names.txt";
    private static final String COMPANIONS = "companions";
    private static final Pattern DIGITS_AROUND = Pattern.compile("^[\\p{Nd}\\p{P}\\s]+|[\\p{Nd}\\p{P}\\s]+$");

    private static final Map<Place, Pattern> PATTERNS = patterns(sections());

    private ReservedNames() {}

    static boolean contain(Place place, String name) {
        Pattern pattern = PATTERNS.get(place);
        // With the adjacent digits as letters, and without them: 5upport, and admin42.
        return Stream.of(name, DIGITS_AROUND.matcher(name).replaceAll(""))
                .flatMap(spelling -> LookAlikes.ofWord(spelling).stream())
                .anyMatch(form -> pattern != null && pattern.matcher(form).matches());
    }

    /** Returns patterns that match names of only companions and reserved names, with at least one reserved name. */
    private static Map<Place, Pattern> patterns(Map<String, Set<String>> sections) {
        String companions = anyOf(sections.getOrDefault(COMPANIONS, Set.of()));
        return Stream.of(Place.values()).collect(Collectors.toUnmodifiableMap(place -> place, place -> {
            String reserved = anyOf(place.sections()
                    .flatMap(section -> sections.getOrDefault(section, Set.of()).stream())
                    .collect(Collectors.toCollection(TreeSet::new)));
            return Pattern.compile(
                    "(?:" + companions + ")*(?:" + reserved + ")(?:" + companions + "|" + reserved + ")*");
        }));
    }

    private static String anyOf(Set<String> forms) {
        return forms.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    }

    /** Returns the forms of the list's words, by section. */
    private static Map<String, Set<String>> sections() {
        Map<String, Set<String>> sections = new HashMap<>();
        String section = "";
        for (String line : lines()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else {
                sections.computeIfAbsent(section, name -> new TreeSet<>()).addAll(LookAlikes.ofWord(line));
            }
        }
        return sections;
    }

    private static Iterable<String> lines() {
        @Nullable InputStream file = ReservedNames.class.getResourceAsStream(LIST);
        if (file == null) {
            throw new IllegalStateException(LIST + " is not on the class path");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(LIST + " cannot be read", unreadable);
        }
    }
}
