package io.waggle.system.example;

import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The people of one example, with devices that run mosquitto's programs, and everything that the server has told them. Alice and
 * Bob are friends.
 *
 * <p>On the page they have the names {@code alice} and {@code bob}; each stage has people of its own, so the examples are filled
 * in with their names.
 */
final class Stage implements AutoCloseable {

    private static final AtomicInteger STAGES = new AtomicInteger();
    private static final String RECEIVED = "RECEIVED ";
    private static final String STATUS = "\n%{http_code}";

    private final WaggleProcess waggle;
    private final Api api;
    private final String suffix = "-x" + STAGES.incrementAndGet();
    private final Map<String, String> replacements = new LinkedHashMap<>();
    private final List<RunningProgram> listeners = new ArrayList<>();
    private final List<JsonNode> answers = new ArrayList<>();
    private final Login alice;
    private final Login bob;
    private Login caller;

    Stage(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        alice = person("alice", "Alice B.");
        bob = person("bob", "Bob");
        caller = alice;
        api.befriend(alice, bob);
    }

    // People
    // ----------------------------------------------------------------------------------------------------------

    Login alice() {
        return alice;
    }

    Login bob() {
        return bob;
    }

    /** Registers a person, whose username on the page is the given name. */
    Login person(String name, String nickname) {
        String username = name + suffix;
        api.register(username, nickname).expect(201);
        replace("\"" + name + "\"", "\"" + username + "\"");
        return api.login(username);
    }

    /** Registers a person who is a friend of Alice. */
    Login friend(String name) {
        Login friend = person(name, name);
        api.befriend(alice, friend);
        return friend;
    }

    /** Makes the group of the examples, whose owner is Alice. */
    String group(Login... members) {
        return api.group(alice, "Beekeepers", List.of(members));
    }

    Api api() {
        return api;
    }

    WaggleProcess waggle() {
        return waggle;
    }

    // The example
    // -----------------------------------------------------------------------------------------------------

    /** Puts the real value in the place of the page's. */
    Stage replace(String onThePage, String real) {
        replacements.put(onThePage, real);
        return this;
    }

    String fill(String example) {
        String filled = example;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            filled = filled.replace(replacement.getKey(), replacement.getValue());
        }
        return filled;
    }

    /** Names the user who sends the example's request; otherwise it is Alice. */
    Stage by(Login user) {
        caller = user;
        return this;
    }

    Login caller() {
        return caller;
    }

    // MQTT
    // ------------------------------------------------------------------------------------------------------------

    /** Connects another device of the user. */
    void listen(Login user, String... options) {
        Login device = api.login(user.username());
        listen(device, List.of(device.deviceTopic()), options);
    }

    /** Connects the device and subscribes to these topics. */
    RunningProgram listen(Login device, List<String> topics, String... options) {
        RunningProgram listener = new Mosquitto(waggle, device, "5").subscribe(topics, options);
        listeners.add(listener);
        return listener;
    }

    void publish(Login user, String topic, String payload) {
        try (RunningProgram pub = new Mosquitto(waggle, user, "5").publish(topic, payload)) {
            assertThat(pub.awaitEnd(Eventually.TIMEOUT))
                    .as(pub.lines().toString())
                    .isZero();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Publishes with MQTT 3.1.1 and waits for what comes back on the device's topic. */
    void publishAndAwait(Login user, String topic, String payload) {
        run(new Mosquitto(waggle, user, "311")
                .command("mosquitto_rr", "-q", "1", "-t", topic, "-e", user.deviceTopic(), "-m", payload));
    }

    /** Alice sends this to Bob. Returns the entry. */
    Entry say(String json) {
        publish(alice, bob.inbox(), json);
        return lastOf(api.conversationWith(alice, bob));
    }

    /** Alice sends this to the group. Returns the entry. */
    Entry sayTo(String gid, String json) {
        publish(alice, "to/g/" + gid, json);
        return lastOf(gid);
    }

    private Entry lastOf(String conversation) {
        return api.history(alice, conversation).getLast();
    }

    static String text(String text) {
        return Api.object().put("id", Ids.next()).put("text", text).toString();
    }

    // HTTP
    // ------------------------------------------------------------------------------------------------------------

    /** Sends a request with curl. */
    Answer curl(Login user, String method, String path, String body, String... headers) {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-X", method, "-w", STATUS));
        Stream.concat(
                        Stream.of("Content-Type: application/json", "Authorization: Bearer " + user.accessToken()),
                        Stream.of(headers))
                .forEach(header -> command.addAll(List.of("-H", header)));
        if (!body.isEmpty()) {
            command.addAll(List.of("--data", body));
        }
        command.add(waggle.http().resolve(path).toString());
        List<String> lines = run(command);
        String json = String.join("\n", lines.subList(0, lines.size() - 1));
        Answer answer =
                new Answer(Integer.parseInt(lines.getLast()), json.isEmpty() ? Api.object() : Api.JSON.readTree(json));
        answers.add(answer.body());
        return answer;
    }

    /** Sends a request that succeeds. */
    JsonNode curl(Login user, String method, String path, ObjectNode body) {
        Answer answer = curl(user, method, path, body.isEmpty() ? "" : body.toString());
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 299);
        return answer.body();
    }

    JsonNode curl(Login user, String method, String path) {
        return curl(user, method, path, Api.object());
    }

    private List<String> run(List<String> command) {
        try (RunningProgram program = new RunningProgram(command)) {
            assertThat(program.awaitEnd(Eventually.TIMEOUT))
                    .as(program.lines().toString())
                    .isZero();
            program.lines().stream().filter(line -> line.startsWith("{")).forEach(this::heard);
            return program.lines();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void heard(String json) {
        answers.add(Api.JSON.readTree(json));
    }

    // What the server has said
    // ----------------------------------------------------------------------------------------

    /** Returns all packets and answers so far, and the entries in the answers. */
    List<JsonNode> heard() {
        Stream<JsonNode> packets = listeners.stream()
                .flatMap(listener -> listener.lines().stream())
                .filter(line -> line.startsWith(RECEIVED))
                .map(line -> HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1)))
                .map(bytes -> Api.JSON.readTree(new String(bytes, StandardCharsets.UTF_8)));
        Stream<JsonNode> items =
                answers.stream().flatMap(answer -> answer.path("items").valueStream());
        return Stream.of(packets, answers.stream(), items).flatMap(all -> all).toList();
    }

    @Override
    public void close() {
        listeners.forEach(RunningProgram::close);
    }
}
