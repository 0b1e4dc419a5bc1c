package io.waggle.im.http;

import io.waggle.im.AtOnce;
import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.Answer;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.NoSchedules;
import io.waggle.im.RpcCalls;
import io.waggle.im.RunningService;
import io.waggle.im.rpc.Rpc;
import io.waggle.kit.idempotency.Idempotent;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.RpcReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every creation takes an Idempotency-Key. Which operations there are is asked of the running service: one that is new, and in
 * neither list here, fails the test.
 */
class CreationsIT {

    private static final String KEY = "Idempotency-Key";
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DEVICE = "{\"name\":\"d\",\"platform\":\"web\"}";

    /** What is posted and makes nothing: done again, it finds it done, or says that it is. */
    private static final Set<String> NO_CREATIONS = Set.of(
            "/v1/friend-requests/{id}/accept",
            "/v1/friend-requests/{id}/reject",
            "/v1/groups/{gid}/join-requests/{id}/accept",
            "/v1/groups/{gid}/join-requests/{id}/reject",
            "/v1/conversations/{conversation}/read",
            "/v1/conversations/{conversation}/messages/hide",
            "/v1/conversations/{conversation}/messages/{seq}/recall",
            "/v1/admin/conversations/{conversation}/messages/{seq}/recall",
            "/v1/sessions/device");

    private static RunningService service;
    private static HttpCalls http;

    /**
     * A request that makes something which was not there before.
     *
     * @param user who asks over MQTT; null: nobody can
     * @param token null: whoever asks is not logged in
     */
    private record Creation(
            String path, @Nullable String token, @Nullable User user, String body) {

        Creation(String path, User user, String body) {
            this(path, user.accessToken(), user, body);
        }

        Answer send(String key, String theBody) {
            return token == null ? http.post(path, theBody, KEY, key) : http.as(token, "POST", path, theBody, KEY, key);
        }

        Answer send(String key) {
            return send(key, body);
        }
    }

    @BeforeAll
    static void start() {
        service = RunningService.start(NoSchedules.properties());
        http = service.http();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** A request for each creation, with all that it needs. */
    private static Map<String, Supplier<Creation>> creations() {
        Map<String, Supplier<Creation>> all = new LinkedHashMap<>();
        all.put("/v1/accounts", () -> new Creation("/v1/accounts", null, null, account(newName())));
        all.put("/v1/sessions", () -> {
            User user = http.newUser();
            return new Creation("/v1/sessions", null, null, HttpCalls.loginBody(user.username(), HttpCalls.PASSWORD));
        });
        all.put(
                "/v1/sessions/refresh",
                () -> new Creation(
                        "/v1/sessions/refresh",
                        null,
                        null,
                        "{\"refreshToken\":\"" + http.newUser().refreshToken() + "\"}"));
        all.put("/v1/devices", () -> new Creation("/v1/devices", http.newUser(), provision()));
        all.put("/v1/devices/{did}/secret", () -> {
            User user = http.newUser();
            Id did = http.as(user, "POST", "/v1/devices", provision())
                    .expect(201)
                    .id("did");
            return new Creation("/v1/devices/" + did + "/secret", user, "");
        });
        all.put(
                "/v1/friend-requests",
                () -> new Creation(
                        "/v1/friend-requests",
                        http.newUser(),
                        "{\"to\":\"" + http.newUser().uid() + "\"}"));
        all.put("/v1/messages", () -> {
            User user = http.newUser();
            return new Creation(
                    "/v1/messages",
                    user.accessToken(),
                    null,
                    "{\"to\":{\"u\":\"" + user.uid() + "\"},\"text\":\"note\"}");
        });
        all.put("/v1/scheduled-messages", () -> {
            User user = http.newUser();
            String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
            return new Creation(
                    "/v1/scheduled-messages",
                    user,
                    "{\"to\":{\"u\":\"" + user.uid() + "\"},\"sendAt\":\"" + tomorrow + "\",\"text\":\"note\"}");
        });
        all.put("/v1/messages/forward", () -> {
            User user = http.newUser();
            Answer sent = http.as(
                            user, "POST", "/v1/messages", "{\"to\":{\"u\":\"" + user.uid() + "\"},\"text\":\"note\"}")
                    .expect(201);
            return new Creation(
                    "/v1/messages/forward",
                    user,
                    "{\"from\":{\"conversation\":\"%s\",\"seqs\":[1]},\"to\":[{\"u\":\"%s\"}]}"
                            .formatted(sent.id("conversation"), user.uid()));
        });
        all.put("/v1/groups", () -> new Creation("/v1/groups", http.newUser(), "{\"name\":\"Bees\",\"members\":[]}"));
        all.put("/v1/groups/{gid}/members", () -> {
            User owner = http.newUser();
            User friend = http.newUser();
            http.befriend(owner, friend);
            return new Creation(
                    "/v1/groups/" + newGroup(owner, "invite") + "/members",
                    owner,
                    "{\"uids\":[\"" + friend.uid() + "\"]}");
        });
        all.put(
                "/v1/groups/{gid}/join",
                () -> new Creation(
                        "/v1/groups/" + newGroup(http.newUser(), "approval") + "/join",
                        http.newUser(),
                        "{\"greeting\":\"I keep bees\"}"));
        all.put("/v1/groups/{gid}/invites", () -> {
            User owner = http.newUser();
            return new Creation("/v1/groups/" + newGroup(owner, "invite") + "/invites", owner, "{\"uses\":2}");
        });
        all.put("/v1/invites/{code}/join", () -> {
            User owner = http.newUser();
            String code = http.as(owner, "POST", "/v1/groups/" + newGroup(owner, "invite") + "/invites", "{\"uses\":1}")
                    .expect(201)
                    .body()
                    .path("code")
                    .asString();
            return new Creation("/v1/invites/" + code + "/join", http.newUser(), "");
        });
        all.put(
                "/v1/admin/api-keys",
                () -> new Creation("/v1/admin/api-keys", http.admin(), apiKey("app " + UUID.randomUUID())));
        all.put("/v1/server/users", () -> new Creation("/v1/server/users", newApiKey(), null, account(newName())));
        all.put("/v1/server/users/{uid}/sessions", () -> {
            String key = newApiKey();
            Id uid = http.as(key, "POST", "/v1/server/users", account(newName()))
                    .expect(201)
                    .id("uid");
            return new Creation("/v1/server/users/" + uid + "/sessions", key, null, "{\"device\":" + DEVICE + "}");
        });
        all.put(
                "/v1/server/messages",
                () -> new Creation(
                        "/v1/server/messages",
                        newApiKey(),
                        null,
                        "{\"to\":{\"u\":\"" + http.newUser().uid() + "\"},\"text\":\"parcel\"}"));
        return all;
    }

    static Stream<String> paths() {
        return creations().keySet().stream();
    }

    static Stream<String> pathsWithMethod() {
        return paths().filter(path -> methodOf(path) != null);
    }

    @Test
    void operations_thatAreAPost_areACreationThatTakesAKeyOrMakeNothing() {
        Set<String> idempotent = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        service.operations().forEach((mapping, operation) -> {
            boolean created = statusOf(operation) == HttpStatus.CREATED;
            if (operation.hasMethodAnnotation(Idempotent.class)) {
                idempotent.addAll(postsOf(mapping));
            } else if (created) {
                others.addAll(mapping.getPatternValues());
            } else {
                others.addAll(postsOf(mapping));
            }
        });

        assertThat(idempotent).containsExactlyInAnyOrderElementsOf(creations().keySet());
        assertThat(others).containsExactlyInAnyOrderElementsOf(NO_CREATIONS);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void create_twiceUnderOneKey_sameAnswerAndMadeOnce(String path) {
        Creation creation = create(path);
        String key = newKey();
        Answer first = creation.send(key);
        assertThat(first.status()).as(first.text()).isBetween(200, 299);
        Map<String, Long> rows = rows();

        Answer again = creation.send(key);

        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void create_twentyAtOnceUnderOneKey_madeOnce(String path) throws Exception {
        Map<String, Long> one = made(create(path), creation -> creation.send(newKey()));
        Creation creation = create(path);
        String key = newKey();
        Map<String, Long> twenty = made(creation, same -> {
            for (Answer answer : atOnce(same, key)) {
                if (answer.status() >= 300) {
                    answer.expectProblem(ErrorCode.STILL_RUNNING);
                }
            }
        });

        assertThat(twenty).isEqualTo(one);
        Answer settled = creation.send(key);
        assertThat(settled.status()).as(settled.text()).isBetween(200, 299);
        assertThat(settled.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void create_otherRequestUnderTheKey_refused(String path) {
        Creation creation = create(path);
        String key = newKey();
        creation.send(key);

        Answer other = creation.send(key, creation.body().isEmpty() ? "{}" : creation.body() + " ");

        if (creation.token() == null) {
            // Strangers who choose the same key do not meet.
            assertThat(other.headers().firstValue("Idempotency-Replayed")).isEmpty();
        } else {
            other.expectProblem(ErrorCode.IDEMPOTENCY_CONFLICT);
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void create_answerAndKey_areNotReadableInTheTable(String path) {
        String key = newKey();
        Answer answer = create(path).send(key);
        assertThat(answer.text()).hasSizeGreaterThan(10);

        assertThat(service.sql()
                        .sql("select count(*) from idempotent_request where body is not null")
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThat(service.sql()
                        .sql("""
                                select count(*) from idempotent_request
                                where request_key = :key or instr(body, :piece) > 0""")
                        .param("key", key)
                        .param("piece", answer.text().substring(0, 10))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("pathsWithMethod")
    void rpc_twiceUnderOneKey_sameAnswerAndMadeOnce(String path) {
        Creation creation = create(path);
        String method = Objects.requireNonNull(methodOf(path));
        String key = newKey();
        RpcReply first = rpc(creation, method, path, key);
        assertThat(first.getRefused().getDetail()).isEmpty();
        Map<String, Long> rows = rows();

        RpcReply again = rpc(creation, method, path, key);

        assertThat(again).isEqualTo(first);
        assertThat(rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @MethodSource("pathsWithMethod")
    void rpc_twentyAtOnceUnderOneKey_madeOnce(String path) throws Exception {
        String method = Objects.requireNonNull(methodOf(path));
        Map<String, Long> one = made(create(path), creation -> rpc(creation, method, path, newKey()));
        Creation twentyTimes = create(path);
        String key = newKey();
        Map<String, Long> twenty = made(twentyTimes, creation -> {
            Callable<RpcReply> ask = () -> rpc(creation, method, path, key);
            for (RpcReply reply : AtOnce.all(Collections.nCopies(20, ask))) {
                assertThat(reply.getRefused().getCode()).isIn("", "still-running");
            }
        });

        assertThat(twenty).isEqualTo(one);
        assertThat(rpc(twentyTimes, method, path, key).getRefused().getCode()).isEmpty();
    }

    @Test
    void rpc_otherRequestUnderTheKey_refused() {
        RpcCalls rpc = new RpcCalls(service);
        User alice = http.newUser();
        rpc.ask(alice, "groups.create", "{\"name\":\"Bees\",\"members\":[],\"idempotencyKey\":\"g\"}");

        assertThat(rpc.refusal(alice, "groups.create", "{\"name\":\"Wasps\",\"members\":[],\"idempotencyKey\":\"g\"}"))
                .isEqualTo("idempotency-conflict");
        assertThat(rpc.refusal(alice, "groups.create", "{\"name\":\"Wasps\",\"members\":[],\"idempotencyKey\":7}"))
                .isEqualTo("invalid-request");
        assertThat(rpc.refusal(alice, "groups.create", "{\"name\":\"Wasps\",\"members\":[],\"idempotencyKey\":\"\"}"))
                .isEqualTo("invalid-request");
    }

    @Test
    void rpc_refusedFirstTry_isRepeatedAsItWas() {
        RpcCalls rpc = new RpcCalls(service);
        User alice = http.newUser();
        String toNobody = "{\"to\":\"0000000000002\",\"idempotencyKey\":\"f\"}";

        RpcReply first = rpc.call(alice, "friends.request", toNobody);
        RpcReply again = rpc.call(alice, "friends.request", toNobody);

        assertThat(first.getRefused().getCode()).isEqualTo("not-found");
        assertThat(again).isEqualTo(first);
    }

    private static Creation create(String path) {
        return Objects.requireNonNull(creations().get(path)).get();
    }

    private static List<Answer> atOnce(Creation creation, String key) throws Exception {
        return AtOnce.all(Collections.nCopies(20, () -> creation.send(key)));
    }

    private interface Action {
        void on(Creation creation) throws Exception;
    }

    /** How many rows more each table has afterwards. */
    private static Map<String, Long> made(Creation creation, Action action) throws Exception {
        Map<String, Long> before = rows();
        action.on(creation);
        Map<String, Long> difference = new TreeMap<>();
        rows().forEach((table, count) -> difference.put(table, count - Objects.requireNonNull(before.get(table))));
        return difference;
    }

    private static Map<String, Long> rows() {
        Map<String, Long> rows = new HashMap<>();
        List<String> tables = service.sql()
                .sql("select table_name from information_schema.tables where table_schema = database()")
                .query(String.class)
                .list();
        tables.forEach(table -> rows.put(
                table,
                service.sql()
                        .sql("select count(*) from " + table)
                        .query(Long.class)
                        .single()));
        return rows;
    }

    private static RpcReply rpc(Creation creation, String method, String path, String key) {
        ObjectNode request =
                creation.body().isEmpty() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(creation.body());
        String[] names = path.split("/", -1);
        String[] values = creation.path().split("/", -1);
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("{")) {
                request.put(names[i].substring(1, names[i].length() - 1), values[i]);
            }
        }
        request.put("idempotencyKey", key);
        return new RpcCalls(service).call(Objects.requireNonNull(creation.user()), method, request.toString());
    }

    private static @Nullable String methodOf(String path) {
        return service.operations().entrySet().stream()
                .filter(operation -> postsOf(operation.getKey()).contains(path))
                .map(operation -> operation.getValue().getMethodAnnotation(Rpc.class))
                .filter(Objects::nonNull)
                .map(Rpc::value)
                .findFirst()
                .orElse(null);
    }

    private static Set<String> postsOf(RequestMappingInfo mapping) {
        boolean isPost = mapping.getMethodsCondition().getMethods().stream()
                .anyMatch(method -> method.name().equals("POST"));
        return isPost ? mapping.getPatternValues() : Set.of();
    }

    private static @Nullable HttpStatus statusOf(HandlerMethod operation) {
        ResponseStatus status = operation.getMethodAnnotation(ResponseStatus.class);
        return status == null ? null : status.code();
    }

    private static Id newGroup(User owner, String joinPolicy) {
        String body = "{\"name\":\"Bees\",\"members\":[],\"joinPolicy\":\"" + joinPolicy + "\"}";
        return http.as(owner, "POST", "/v1/groups", body).expect(201).id("gid");
    }

    private static String newApiKey() {
        return http.as(http.admin(), "POST", "/v1/admin/api-keys", apiKey("app " + UUID.randomUUID()))
                .expect(201)
                .body()
                .path("key")
                .asString();
    }

    private static String apiKey(String app) {
        return "{\"app\":\"%s\",\"name\":\"n\",\"scopes\":[\"users\",\"tokens\",\"messages\"]}".formatted(app);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static String newName() {
        return "c" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }

    private static String account(String username) {
        return "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, HttpCalls.PASSWORD);
    }

    private static String provision() {
        return "{\"name\":\"Hive scale\",\"platform\":\"iot\",\"credential\":\"secret\"}";
    }
}
