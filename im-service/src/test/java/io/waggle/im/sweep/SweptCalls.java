package io.waggle.im.sweep;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Calls any operation with one JSON object, as rpc does, over HTTP too. */
final class SweptCalls {

    private static final JsonMapper JSON = new JsonMapper();

    private final SweptApi api;
    private final SweptKeys keys;
    private final HttpCalls http;
    private final RpcCalls rpc;

    SweptCalls(RunningService service, SweptApi api, SweptKeys keys) {
        this.api = api;
        this.keys = keys;
        this.http = service.http();
        this.rpc = new RpcCalls(service);
    }

    SweptOutcome overRpc(SweptOperation operation, SweptCaller caller, SweptWorld world, String request) {
        return SweptOutcome.of(rpc.call(world.user(caller), Objects.requireNonNull(operation.rpc()), request));
    }

    SweptOutcome overHttp(SweptOperation operation, SweptCaller caller, SweptWorld world, String request) {
        return SweptOutcome.of(answer(operation, headers(operation, caller, world), request));
    }

    /** What says who calls, as names and values. */
    List<String> headers(SweptOperation operation, SweptCaller caller, SweptWorld world) {
        if (caller != SweptCaller.KEY) {
            return token(world.user(caller).accessToken());
        }
        return operation.isOpen() ? List.of() : key(keys.with(operation.scope()), world.name("uid"));
    }

    static List<String> token(String token) {
        return List.of("Authorization", "Bearer " + token);
    }

    static List<String> key(String key, String uid) {
        return List.of("Authorization", "Bearer " + key, "Waggle-User", uid);
    }

    Answer answer(SweptOperation operation, List<String> headers, String request) {
        ObjectNode members = (ObjectNode) JSON.readTree(request);
        String path = path(operation, members);
        return api.bodyType(operation.name()) == null
                ? send(operation.method(), path + query(members), headers, "")
                : send(operation.method(), path, headers, members.toString());
    }

    /** The request says what is in the path; the body is whatever it is. */
    Answer answer(SweptOperation operation, List<String> headers, String request, String body) {
        return send(operation.method(), path(operation, (ObjectNode) JSON.readTree(request)), headers, body);
    }

    Answer send(String method, String path, List<String> headers, String body) {
        HttpRequest.Builder request = http.request(path).method(method, BodyPublishers.ofString(body));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request);
    }

    /** Takes the members that stand in the path out of the request. */
    private static String path(SweptOperation operation, ObjectNode members) {
        String path = operation.path();
        for (String name : List.copyOf(members.propertyNames())) {
            if (path.contains("{" + name + "}")) {
                path = path.replace("{" + name + "}", encoded(members.remove(name)));
            }
        }
        return path;
    }

    private static String query(ObjectNode members) {
        return members.isEmpty()
                ? ""
                : members.propertyStream()
                        .map(member -> member.getKey() + "=" + encoded(member.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(JsonNode value) {
        String text = value.isArray()
                ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                : value.asString();
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
