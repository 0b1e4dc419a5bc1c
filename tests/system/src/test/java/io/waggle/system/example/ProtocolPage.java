package io.waggle.system.example;

import io.waggle.system.client.Api;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples in {@code docs/protocol.md}.
 *
 * <p>A fenced block of {@code json} contains packets or answers, one after another. One of {@code http} contains a request, and
 * after an empty line its answer; or several requests without answers, or several bodies, a line each. One of {@code sh} is a
 * command that publishes. In all of them, … stands for whatever is left out.
 */
final class ProtocolPage {

    static final String ELLIPSIS = "…";

    private static final Path PAGE = Path.of(System.getProperty("waggle.docs")).resolve("protocol.md");
    private static final Pattern HEADING = Pattern.compile("#+ (.+)");
    private static final Pattern PUBLISH = Pattern.compile("mosquitto_pub … -t (\\S+) -m '(.+)'");
    private static final Pattern REQUEST = Pattern.compile("([A-Z]+) (\\S+)");

    private final List<String> lines;
    private final List<Example> examples = new ArrayList<>();
    private String section = "";

    private ProtocolPage(List<String> lines) {
        this.lines = lines;
    }

    static List<Example> examples() {
        try {
            return new ProtocolPage(Files.readAllLines(PAGE)).read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<Example> read() {
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at).strip();
            Matcher heading = HEADING.matcher(line);
            at++;
            if (heading.matches()) {
                section = heading.group(1);
            } else if (line.startsWith("```")) {
                int end = at;
                while (!lines.get(end).strip().equals("```")) {
                    end++;
                }
                readBlock(line.substring(3), at + 1, lines.subList(at, end));
                at = end + 1;
            }
        }
        return examples;
    }

    private void readBlock(String language, int line, List<String> block) {
        switch (language) {
            case "json" -> readPackets(line, block);
            case "http" -> readExchanges(line, block);
            case "sh" -> readCommand(line, String.join(" ", block));
            default -> throw new IllegalArgumentException("line " + line + ": not an example: " + language);
        }
    }

    // JSON
    // ------------------------------------------------------------------------------------------------------------

    private void readPackets(int line, List<String> block) {
        StringBuilder packet = new StringBuilder();
        int first = line;
        for (int i = 0; i < block.size(); i++) {
            packet.append(block.get(i).strip());
            if (depth(packet) == 0) {
                addPacket(first, packet.toString());
                packet.setLength(0);
                first = line + i + 1;
            }
        }
        if (!packet.isEmpty()) {
            throw new IllegalArgumentException("line " + first + ": a bracket is missing");
        }
    }

    private void addPacket(int line, String json) {
        examples.add(isUp(json) ? new Example.Up(line, json) : new Example.Down(line, section, json));
    }

    /** Only what a client publishes has no number, and is none of the server's notices. */
    private boolean isUp(String json) {
        if (section.startsWith("Up: ") || !json.startsWith("{")) {
            return true;
        }
        JsonNode packet = parse(json);
        return packet.has("typing")
                || (!packet.has("seq")
                        && (packet.has("replyTo") || packet.path("thread").isNumber()));
    }

    private static int depth(CharSequence json) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            quoted ^= isQuote(json, i);
            if (!quoted) {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
        }
        return depth;
    }

    private static boolean isQuote(CharSequence json, int at) {
        return json.charAt(at) == '"' && (at == 0 || json.charAt(at - 1) != '\\');
    }

    /** Parses JSON in which … may stand for members of an object. The object then has a member of this name. */
    static JsonNode parse(String json) {
        StringBuilder full = new StringBuilder();
        Deque<Character> brackets = new ArrayDeque<>();
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            quoted ^= isQuote(json, i);
            if (!quoted && c == ELLIPSIS.charAt(0)) {
                full.append(brackets.peek() == '{' ? "\"…\":true" : "\"…\"");
                continue;
            }
            if (!quoted && (c == '{' || c == '[')) {
                brackets.push(c);
            } else if (!quoted && (c == '}' || c == ']')) {
                brackets.pop();
            }
            full.append(c);
        }
        return Api.JSON.readTree(full.toString());
    }

    // Commands
    // --------------------------------------------------------------------------------------------------------

    private void readCommand(int line, String command) {
        Matcher publish = PUBLISH.matcher(command);
        if (!publish.matches()) {
            throw new IllegalArgumentException("line " + line + ": not a command that publishes: " + command);
        }
        examples.add(new Example.Command(line, publish.group(1), publish.group(2)));
    }

    // HTTP
    // ------------------------------------------------------------------------------------------------------------

    private void readExchanges(int line, List<String> block) {
        if (block.stream().allMatch(one -> REQUEST.matcher(one).matches())) {
            for (int i = 0; i < block.size(); i++) {
                readExchange(line + i, block.subList(i, i + 1));
            }
        } else {
            readExchange(line, block);
        }
    }

    private void readExchange(int line, List<String> block) {
        int empty = block.indexOf("");
        List<String> request = empty < 0 ? block : block.subList(0, empty);
        List<String> answer = empty < 0 ? List.of() : block.subList(empty + 1, block.size());
        Matcher first = REQUEST.matcher(request.getFirst());
        if (!first.matches()) {
            throw new IllegalArgumentException("line " + line + ": not a request: " + request.getFirst());
        }
        int body = 1;
        while (body < request.size() && !request.get(body).startsWith("{")) {
            body++;
        }
        List<String> headers = List.copyOf(request.subList(1, body));
        int status = answer.isEmpty() ? 0 : Integer.parseInt(answer.getFirst().split(" ", 2)[0]);
        String answered = answer.isEmpty() ? "" : join(answer.subList(1, answer.size()));
        for (String one : bodies(request.subList(body, request.size()))) {
            examples.add(new Example.Exchange(line, first.group(1), first.group(2), headers, one, status, answered));
        }
    }

    /** Returns the bodies: one, empty if there is none, or several, which begin on a line each. */
    private static List<String> bodies(List<String> lines) {
        List<String> bodies = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (String line : lines) {
            body.append(line.strip());
            if (depth(body) == 0) {
                bodies.add(body.toString());
                body.setLength(0);
            }
        }
        return bodies.isEmpty() ? List.of("") : bodies;
    }

    private static String join(List<String> lines) {
        return String.join("", lines.stream().map(String::strip).toList());
    }
}
