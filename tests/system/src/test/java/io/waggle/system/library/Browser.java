package io.waggle.system.library;

import io.waggle.system.client.Api;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.program.NodeProgram;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Chromium with a page for each user. The program is {@code src/test/browser/client.js}. */
final class Browser implements AutoCloseable {

    /** The folder of its program, its packages and the page. */
    static final String FOLDER = "browser";

    private final NodeProgram program;

    /** @param page the address that each user opens */
    Browser(String page) {
        program = new NodeProgram(FOLDER, chromium(), page);
        program.awaitEvent("launched", event -> true);
    }

    /** Calls a function of {@code page.js} in the user's page, and returns its result. */
    JsonNode call(Login user, String function, Object... values) {
        String tag = Ids.next();
        ObjectNode command =
                Api.object().put("tag", tag).put("user", user.username()).put("call", function);
        ArrayNode given = command.putArray("values");
        Arrays.stream(values).forEach(given::addPOJO);
        program.send(command);
        JsonNode outcome =
                program.awaitAny(event -> event.path("tag").asString("").equals(tag));
        if (outcome.path("event").asString().equals("threw")) {
            throw new AssertionError(
                    function + " threw " + outcome.path("message").asString());
        }
        return outcome.path("value");
    }

    @Override
    public void close() {
        program.close();
    }

    static String chromium() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toString();
    }
}
