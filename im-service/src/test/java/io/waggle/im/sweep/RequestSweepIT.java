package io.waggle.im.sweep;

import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.RunningService;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Every operation, asked for nonsense by one who may ask: it is told so, and never fails. */
class RequestSweepIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HOLE = "a hole to be filled";
    private static final String TOO_LONG = "a".repeat(10_000);
    private static final String HALF_SURROGATE = "\"a\\ud800\"";

    private static final List<String> NO_OBJECTS = List.of(
            "{",
            "[",
            "\"text",
            "nonsense",
            "{\"a\":}",
            "[".repeat(5_000),
            "{\"a\":".repeat(5_000),
            "[]",
            "[{}]",
            "7",
            "true",
            "\"text\"");
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "true",
            "7",
            "9223372036854775808",
            "1e999999999",
            "\"\\u0000\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"\uD83D\uDC1D\"",
            HALF_SURROGATE,
            quoted(TOO_LONG),
            "[null]",
            "{\"a\":1}");
    private static final List<String> ODD_TEXTS = List.of(
            "Nonsense!", "!", "-1", "\uD83D\uDC1D", "\u00fc", "\0", "%", "a b", "'", TOO_LONG.substring(0, 3_000));
    private static final List<String> NO_LIMITS = List.of("0", "-1", "201", "100000", "99999999999", "1.5", "many");
    private static final List<String> NO_CURSORS =
            List.of("!", "\uD83D\uDC1D", "1.2", "a.b.c!", TOO_LONG.substring(0, 300));

    private static final RunningService SERVICE = RunningService.start(Map.of());
    private static final SweptApi API = new SweptApi(SERVICE);
    private static final SweptCalls CALLS = new SweptCalls(SERVICE, API, new SweptKeys(SERVICE));
    private static final SweptWorlds WORLDS = new SweptWorlds(SERVICE);
    private static final Collection<SweptOperation> OPERATIONS = SweptOperation.all().stream()
            .filter(operation -> operation.anyAllowed().isPresent())
            .collect(Collectors.toMap(
                    SweptOperation::name, Function.identity(), (one, another) -> one, LinkedHashMap::new))
            .values();

    private final SoftAssertions all = new SoftAssertions();
    private SweptWorld world = WORLDS.next();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void lists_limitOutOfRangeOrNonsenseCursor_invalidRequest() {
        for (SweptOperation operation : OPERATIONS) {
            List<String> parameters = API.queryParameters(operation.name());
            if (parameters.contains("limit")) {
                NO_LIMITS.forEach(limit -> refusedAsInvalid(operation, "limit", limit));
            }
            for (String name : List.of("cursor", "since", "before", "after")) {
                if (parameters.contains(name)) {
                    NO_CURSORS.forEach(cursor -> refusedAsInvalid(operation, name, cursor));
                }
            }
        }
        all.assertAll();
    }

    @Test
    void parameters_odd_neverFail() {
        for (SweptOperation operation : OPERATIONS) {
            for (String name : API.queryParameters(operation.name())) {
                for (String text : ODD_TEXTS) {
                    doesNotFail(
                            operation, filled(operation, name, quoted(text)), operation + " with " + name + "=" + text);
                }
            }
        }
        all.assertAll();
    }

    @Test
    void paths_odd_areRefused() {
        for (SweptOperation operation : OPERATIONS) {
            if (operation.path().contains("{")) {
                for (String text : ODD_TEXTS) {
                    String path = operation
                            .path()
                            .replaceAll(
                                    "\\{\\w+}", URLEncoder.encode(text, UTF_8).replace("+", "%20"));
                    List<String> headers = CALLS.headers(operation, caller(operation), world);
                    String body = API.bodyType(operation.name()) == null ? "" : world.fill(operation.request());
                    isProblem(CALLS.send(operation.method(), path, headers, body), operation.method() + " " + path);
                }
            }
        }
        all.assertAll();
    }

    @Test
    void bodies_thatAreNoObjectOrTooLarge_areRefused() {
        String large = "{\"a\":\"" + "a".repeat(300 * 1_024) + "\"}";
        for (SweptOperation operation : withBody()) {
            for (String body : NO_OBJECTS) {
                isProblem(answer(operation, body), operation + " with " + shortened(body));
            }
            Answer toLarge = answer(operation, large);
            isProblem(toLarge, operation + " with a large body");
            all.assertThat(SweptOutcome.of(toLarge).code())
                    .as("%s with a large body", operation)
                    .isEqualTo("too-long");
            if (operation.rpc() != null) {
                for (String body : NO_OBJECTS) {
                    all.assertThat(CALLS.overRpc(operation, caller(operation), world, body)
                                    .code())
                            .as("%s over rpc with %s", operation, shortened(body))
                            .isEqualTo("invalid-request");
                }
            }
        }
        all.assertAll();
    }

    @Test
    void bodies_null_neverFail() {
        withBody().forEach(operation -> doesNotFail(operation, "null", operation + " with null"));
        all.assertAll();
    }

    @Test
    void members_odd_neverFail() {
        for (SweptOperation operation : withBody()) {
            for (BodyMember member : API.bodyMembers(operation.name())) {
                for (String value : ODD_VALUES) {
                    String what = operation + " with " + member + "=" + shortened(value);
                    boolean ok = doesNotFail(operation, filled(operation, member.path(), value), what);
                    boolean wrong =
                            member.isText() && (value.equals(HALF_SURROGATE) || value.length() > TOO_LONG.length());
                    all.assertThat(ok && wrong).as(what).isFalse();
                }
            }
        }
        all.assertAll();
    }

    private static List<SweptOperation> withBody() {
        return OPERATIONS.stream()
                .filter(operation -> API.bodyType(operation.name()) != null)
                .toList();
    }

    private void refusedAsInvalid(SweptOperation operation, String name, String text) {
        String request = filled(operation, name, quoted(text));
        all.assertThat(CALLS.overHttp(operation, caller(operation), world, request)
                        .code())
                .as("%s with %s=%s", operation, name, text)
                .isEqualTo("invalid-request");
        if (operation.rpc() != null) {
            all.assertThat(CALLS.overRpc(operation, caller(operation), world, request)
                            .code())
                    .as("%s over rpc with %s=%s", operation, name, text)
                    .isEqualTo("invalid-request");
        }
    }

    /** @return whether it worked */
    private boolean doesNotFail(SweptOperation operation, String request, String what) {
        Answer answer = API.bodyType(operation.name()) == null
                ? CALLS.answer(operation, CALLS.headers(operation, caller(operation), world), request)
                : answer(operation, request);
        boolean ok = answer.status() < 300;
        if (ok) {
            world = WORLDS.next();
        } else {
            isProblem(answer, what);
        }
        if (operation.rpc() != null) {
            String code =
                    CALLS.overRpc(operation, caller(operation), world, request).code();
            all.assertThat(code).as("%s over rpc", what).isNotIn("internal", "unavailable");
            if (code.equals("ok")) {
                world = WORLDS.next();
            }
        }
        return ok;
    }

    private Answer answer(SweptOperation operation, String body) {
        return CALLS.answer(
                operation, CALLS.headers(operation, caller(operation), world), world.fill(operation.request()), body);
    }

    private void isProblem(Answer answer, String what) {
        all.assertThat(answer.status()).as("%s: %s", what, answer.text()).isBetween(400, 499);
        all.assertThat(answer.headers().firstValue("Content-Type").orElse("none"))
                .as(what)
                .startsWith("application/problem+json");
    }

    private static SweptCaller caller(SweptOperation operation) {
        return operation.anyAllowed().orElseThrow();
    }

    /** The operation's request with something else at one place, such as {@code device.name}. */
    private String filled(SweptOperation operation, String place, String json) {
        ObjectNode request = (ObjectNode) JSON.readTree(world.fill(operation.request()));
        ObjectNode parent = request;
        List<String> steps = new ArrayList<>(List.of(place.split("\\.", -1)));
        String last = steps.removeLast();
        for (String step : steps) {
            parent = parent.path(step) instanceof ObjectNode there ? there : parent.putObject(step);
        }
        parent.put(last, HOLE);
        return request.toString().replace(quoted(HOLE), json);
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
