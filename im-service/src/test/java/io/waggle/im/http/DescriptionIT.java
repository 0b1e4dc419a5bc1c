package io.waggle.im.http;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.RunningService;
import io.waggle.im.log.Facet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** The API's description, and docs/protocol.md held against it. */
class DescriptionIT {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    /** {@code | `friends.list` | … | `GET /v1/friends` |}. */
    private static final Pattern RPC_NAME = Pattern.compile("`([a-z]+(?:\\.[a-zA-Z]+)*|\\.[a-zA-Z]+)`");
    /** A path as it stands in the text, with whatever its parts are called there; {@code …/x} shortens one. */
    private static final Pattern PATH = Pattern.compile("/v1/[A-Za-z0-9{}/_.|-]*[A-Za-z0-9}]");

    private final HttpCalls http = RunningService.shared().http();
    private final JsonNode api = http.get("/v3/api-docs").expect(200).body();

    @Test
    void everyOperation_hasASummaryAnIdOfItsOwnAndItsRefusals() {
        Set<String> ids = new HashSet<>();
        forEachOperation((path, operation) -> {
            assertThat(operation.path("summary").asString("")).as(path).isNotEmpty();
            assertThat(operation.path("operationId").asString(""))
                    .as(path)
                    .matches("[a-z][A-Za-z]+")
                    .satisfies(id -> assertThat(ids.add(id)).as(path + " " + id).isTrue());
            assertThat(operation.path("responses").propertyNames())
                    .as(path)
                    .contains("400", "500", "503")
                    .doesNotContain("default")
                    .anyMatch(status -> status.startsWith("2"));
            assertThat(operation.path("responses").toString()).as(path).doesNotContain("*/*");
        });
        assertThat(ids).hasSizeGreaterThan(80);
    }

    @Test
    void everyLimit_andNothingElse_hasTheBoundsOfALimit() {
        forEachOperation((path, operation) -> operation.path("parameters").forEach(parameter -> {
            var schema = assertThat(parameter.path("schema").propertyNames()).as(path + " " + parameter.path("name"));
            if (parameter.path("name").asString().equals("limit")) {
                schema.contains("minimum", "maximum", "default");
            } else {
                schema.doesNotContain("maximum", "default");
            }
        }));
    }

    @Test
    void creation_isDescribedAs201() {
        assertThat(List.of("/v1/accounts", "/v1/groups", "/v1/messages", "/v1/devices", "/v1/sessions"))
                .allSatisfy(path -> assertThat(api.path("paths")
                                .path(path)
                                .path("post")
                                .path("responses")
                                .propertyNames())
                        .contains("201")
                        .doesNotContain("200"));
    }

    @Test
    void kindsOfHistory_areThoseThatItFilters() {
        List<Facet> described = api.at("/paths/~1v1~1conversations~1{conversation}~1messages/get/parameters")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString().equals("kind"))
                .flatMap(parameter -> parameter.at("/schema/enum").valueStream())
                .map(kind -> Facet.parse(kind.asString()))
                .toList();

        assertThat(described).containsExactlyInAnyOrder(Facet.values());
    }

    @Test
    void access_isAsItIs() {
        assertThat(security("/v1/accounts", "post")).isEqualTo("[]");
        assertThat(security("/v1/me", "get")).isEqualTo("[{\"accessToken\":[]},{\"apiKey\":[]}]");
        assertThat(security("/v1/server/users", "get")).isEqualTo("[{\"apiKey\":[]}]");
        assertThat(security("/v1/admin/api-keys", "get")).isEqualTo("[{\"accessToken\":[]}]");
        assertThat(api.at("/components/securitySchemes/accessToken/scheme").asString())
                .isEqualTo("bearer");
    }

    @Test
    void shapes_sayWhatMayBeLeftOutAndWhatNullClears() {
        assertThat(api.at("/components/schemas/Registered/required").toString()).contains("uid", "username");
        assertThat(api.at("/components/schemas/ProfileChange/properties/nickname/type")
                        .toString())
                .contains("string", "null");
        assertThat(api.at("/components/schemas/GroupPatch/properties/name/type").asString())
                .isEqualTo("string");
        assertThat(api.at("/components/schemas/InboxItem/properties/last").toString())
                .isEqualTo("{\"$ref\":\"#/components/schemas/Entry\"}");
        assertThat(api.at("/components/schemas/Registered/properties/uid/pattern")
                        .asString())
                .isNotEmpty();
        assertThat(api.path("components").path("schemas").propertyNames())
                .doesNotContain("Caller", "Business")
                .noneMatch(name -> name.startsWith("Patch"));
    }

    @Test
    void servers_doNotNameTheHostThatWasAskedFor() {
        Answer docs = http.send(http.request("/v3/api-docs").GET());

        assertThat(docs.body().path("servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
        assertThat(docs.text()).doesNotContain("localhost:").doesNotContain("127.0.0.1:");
    }

    @Test
    void protocolPage_namesEveryMethodWithItsTwin() throws IOException {
        Map<String, String> described = new HashMap<>();
        forEachOperation((path, operation) -> {
            if (operation.has("x-rpc")) {
                described.put(operation.path("x-rpc").asString(), path);
            }
        });

        Set<String> documented = new TreeSet<>();
        for (String line : page()) {
            String[] cells = line.split("(?<!\\\\)\\|", -1);
            if (line.startsWith("| `") && cells.length == 5 && !cells[2].contains("scope")) {
                documented.addAll(names(cells[1]));
            }
        }
        // In the text, beside what they are about.
        documented.addAll(List.of("admin.keys.create", "admin.keys.list", "admin.keys.revoke"));

        assertThat(documented).containsAll(described.keySet());
    }

    @Test
    void protocolPage_namesPathsThatThereAre() throws IOException {
        Set<String> described = new HashSet<>();
        api.path("paths").propertyNames().forEach(path -> described.add(nameless(path)));

        Set<String> unknown = page().stream()
                .map(line -> line.replace("/v1/wire.proto", ""))
                .flatMap(line -> PATH.matcher(line).results())
                .map(found -> nameless(found.group()))
                .filter(path -> !path.startsWith("/v1/media"))
                .filter(path ->
                        described.stream().noneMatch(known -> known.equals(path) || known.startsWith(path + "/")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEmpty();
    }

    private static List<String> page() throws IOException {
        return Files.readAllLines(Path.of("../docs/protocol.md"));
    }

    /** {@code `groups.ban` · `.unban`} are {@code groups.ban} and {@code groups.unban}. */
    private static Set<String> names(String cell) {
        Set<String> names = new HashSet<>();
        String before = "";
        Matcher matcher = RPC_NAME.matcher(cell);
        while (matcher.find()) {
            String name = matcher.group(1);
            String whole = name.startsWith(".") ? before + name : name;
            names.add(whole);
            before = whole.contains(".") ? whole.substring(0, whole.lastIndexOf('.')) : whole;
        }
        return names;
    }

    /** An example's id and a parameter's name are the same place. */
    private static String nameless(String path) {
        return path.replaceAll("\\{[a-z0-9]+}", "{}").replaceAll("/[0-9A-HJKMNP-TV-Z]{13}(?=/|$)", "/{}");
    }

    private String security(String path, String method) {
        return api.path("paths").path(path).path(method).path("security").toString();
    }

    private void forEachOperation(BiConsumer<String, JsonNode> action) {
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> action.accept(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                                operation.getValue())));
    }
}
