package io.waggle.im.sweep;

import io.waggle.im.HttpCalls;
import io.waggle.im.RunningService;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** API keys of the system that has made each world's {@code $uid}, one for each scope and one for all others. */
final class SweptKeys {

    static final String APP = "sweep";

    private static final List<String> SCOPES = List.of("users", "tokens", "messages", "groups", "relations");

    private final Map<String, String> with = new HashMap<>();
    private final Map<String, String> without = new HashMap<>();
    private final String all;

    SweptKeys(RunningService service) {
        HttpCalls http = service.http();
        for (String scope : SCOPES) {
            with.put(scope, make(http, List.of(scope)));
            without.put(
                    scope,
                    make(
                            http,
                            SCOPES.stream()
                                    .filter(other -> !other.equals(scope))
                                    .toList()));
        }
        all = make(http, SCOPES);
    }

    /** One with all scopes, where none is enough. */
    String with(String scope) {
        return with.getOrDefault(scope, all);
    }

    String without(String scope) {
        return without.getOrDefault(scope, all);
    }

    private static String make(HttpCalls http, List<String> scopes) {
        String quoted = scopes.stream().map(scope -> "\"" + scope + "\"").collect(Collectors.joining(","));
        return http.as(
                        http.admin(),
                        "POST",
                        "/v1/admin/api-keys",
                        "{\"app\":\"%s\",\"name\":\"k\",\"scopes\":[%s]}".formatted(APP, quoted))
                .expect(201)
                .body()
                .path("key")
                .asString();
    }
}
