package io.waggle.system.http;

import io.waggle.system.client.Api;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/** A single API description covers everything that {@code ./waggle up} serves on its origin. */
@ExtendWith(WaggleExtension.class)
class DescriptionIT {

    private static final Path PAGE = Path.of("../../docs/http.md");

    private final JsonNode api;

    DescriptionIT(WaggleProcess waggle) throws IOException, InterruptedException {
        URI description = waggle.http().resolve("/v3/api-docs");
        try (HttpClient client = HttpClient.newHttpClient()) {
            api = Api.JSON.readTree(
                    client.send(HttpRequest.newBuilder(description).build(), BodyHandlers.ofString())
                            .body());
        }
    }

    @Test
    void description_hasTheOperationsOfBothServices() {
        assertThat(api.path("paths").propertyNames())
                .contains("/v1/messages", "/v1/media/uploads", "/v1/media/{media}/address", "/v1/media/moderation");
        assertThat(api.path("components").path("schemas").propertyNames()).contains("Entry", "Ticket", "Problem");
        assertThat(api.path("servers").toString()).isEqualTo("[{\"url\":\"/\"}]");
    }

    @Test
    void description_everyReference_resolves() {
        assertThat(api.findValues("$ref"))
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(
                                api.at(reference.asString().substring(1)).isMissingNode())
                        .as(reference.asString())
                        .isFalse());
    }

    @Test
    void page_listsEveryOperationWithItsRpcMethod() throws IOException {
        List<String> page = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .filter(line -> !line.contains("`rpc/…`"))
                .toList();

        assertThat(page).containsExactlyInAnyOrderElementsOf(rows());
    }

    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> rows.add(row(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                operation.getValue()))));
        return rows;
    }

    private static String row(String name, JsonNode operation) {
        String method = operation.path("x-rpc").asString("");
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        name,
                        method.isEmpty() ? "" : "`" + method + "`",
                        who(operation.path("security").toString()),
                        operation.path("summary").asString().replace("|", "\\|"));
    }

    private static String who(String security) {
        boolean users = security.contains("accessToken");
        boolean keys = security.contains("apiKey");
        if (users) {
            return keys ? "users, API keys" : "users";
        }
        return keys ? "API keys" : "everyone";
    }
}
