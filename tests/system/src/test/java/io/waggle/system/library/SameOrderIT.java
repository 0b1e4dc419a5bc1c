package io.waggle.system.library;

import io.waggle.system.client.Api;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.program.NodeProgram;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** A group whose members write at the same time: one with the TypeScript SDK, one with mosquitto, one over HTTP. */
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@RequiresPrograms(
        programs = {"node", "npm", "mosquitto_pub", "mosquitto_sub", "stdbuf"},
        install = "apt-get install nodejs npm mosquitto-clients coreutils")
class SameOrderIT {

    private static final int EACH = 20;

    private final WaggleProcess waggle;
    private final Api api;

    SameOrderIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
    }

    @BeforeAll
    static void build() throws InterruptedException {
        WebPackage.SDK.build();
    }

    @Test
    void group_threeKindsOfClientsWriteAtOnce_allSeeTheSameOrder() {
        List<Login> three = api.newUsers("order", 3);
        Login web = three.getFirst();
        Login pub = three.get(1);
        Login sub = api.login(pub.username());
        Login http = three.getLast();
        String group = api.groupOf(three);
        try (NodeProgram sdk = new NodeProgram(
                        "sdk",
                        WebPackage.SDK.folder().toString(),
                        waggle.ws(),
                        web.uid(),
                        web.did(),
                        web.accessToken());
                RunningProgram listener =
                        new Mosquitto(waggle, sub, "5").subscribe(List.of(sub.deviceTopic(), "g/" + group));
                RunningProgram writer = new RunningProgram(new Mosquitto(waggle, pub, "5")
                        .command("mosquitto_pub", "-q", "1", "-t", "to/g/" + group, "-l"))) {
            sdk.send(Api.object().put("do", "connect"));
            sdk.awaitEvent("online", event -> true);
            IntStream.range(0, EACH).forEach(number -> {
                sdk.send(message(group, "web " + number));
                writer.writeLine("mosquitto " + number);
                api.sendToGroup(http, group, "http " + number).expect(201);
            });
            eventually("all are stored", () -> texts(http, group).size() == 3 * EACH);
            List<String> stored = texts(http, group);

            eventually("mosquitto has all", () -> heard(listener).size() == 3 * EACH);
            eventually("the SDK has all", () -> batches(sdk).size() == 3 * EACH);

            assertThat(heard(listener)).isEqualTo(stored);
            assertThat(batches(sdk)).isEqualTo(stored);
            for (String sender : List.of("web", "mosquitto", "http")) {
                assertThat(stored.stream().filter(text -> text.startsWith(sender + " ")))
                        .containsExactlyElementsOf(IntStream.range(0, EACH)
                                .mapToObj(number -> sender + " " + number)
                                .toList());
            }
        }
    }

    private static ObjectNode message(String group, String text) {
        ObjectNode command = Api.object().put("do", "send").put("id", Ids.next());
        command.putObject("to").put("g", group);
        command.putObject("content").put("text", text);
        return command;
    }

    private List<String> texts(Login reader, String group) {
        return api.history(reader, group).stream()
                .map(Entry::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The texts that mosquitto_sub has printed. */
    private static List<String> heard(RunningProgram listener) {
        return listener.lines().stream()
                .filter(line -> line.startsWith("RECEIVED g/"))
                .map(line -> Api.JSON.readTree(new String(
                        HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1)), StandardCharsets.UTF_8)))
                .map(entry -> entry.path("text").asString(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** The texts that the SDK has given away; each batch is confirmed, so that the next one comes. */
    private static List<String> batches(NodeProgram sdk) {
        List<JsonNode> batches = sdk.events("batch");
        batches.forEach(batch -> sdk.send(
                Api.object().put("do", "keep").put("tag", batch.path("tag").asString())));
        return batches.stream()
                .flatMap(batch -> batch.path("entries").valueStream())
                .map(entry -> entry.path("text").asString(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
