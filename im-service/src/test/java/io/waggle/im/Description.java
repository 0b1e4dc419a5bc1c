package io.waggle.im;

import io.waggle.im.HttpCalls.Answer;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service says of its API; whatever any test is answered is held against it. */
final class Description {

    /** Not of an operation: the method is another's, or nothing is there. */
    private static final int METHOD_NOT_ALLOWED = 405;

    private final List<Described> operations = new ArrayList<>();

    Description(JsonNode api) {
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                operations.add(Described.of(operation.getKey(), path.getKey(), operation.getValue()))));
    }

    /** Fails if the operation is not described as answering so. */
    void hold(String method, String path, Answer answer) {
        if (answer.status() == METHOD_NOT_ALLOWED) {
            return;
        }
        operations.stream()
                .filter(operation -> operation.is(method, path))
                .min((one, other) -> Integer.compare(one.parameters(), other.parameters()))
                .ifPresent(operation -> operation.hold(answer));
    }

    private record Described(String method, String template, Pattern path, JsonNode responses) {

        static Described of(String method, String template, JsonNode operation) {
            String path = template.replaceAll("\\{[^}]+}", "[^/]+");
            return new Described(
                    method.toUpperCase(Locale.ROOT), template, Pattern.compile(path), operation.path("responses"));
        }

        boolean is(String asked, String where) {
            return method.equals(asked) && path.matcher(where).matches();
        }

        /** {@code /v1/follows/counts} is that, and not somebody whose uid is counts. */
        int parameters() {
            return (int) template.chars().filter(c -> c == '{').count();
        }

        void hold(Answer answer) {
            JsonNode response = responses.path(Integer.toString(answer.status()));
            assertThat(response.isMissingNode())
                    .as("%s %s describes %d %s", method, template, answer.status(), answer.text())
                    .isFalse();
            JsonNode codes = response.path("content")
                    .path("application/problem+json")
                    .path("schema")
                    .path("allOf")
                    .path(1)
                    .path("properties")
                    .path("code")
                    .path("enum");
            if (answer.status() >= 400) {
                assertThat(codes.toString())
                        .as("what %s %s refuses with %d", method, template, answer.status())
                        .contains("\"" + answer.body().path("code").asString() + "\"");
            }
        }
    }
}
