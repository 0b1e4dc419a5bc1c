package io.waggle.system.library;

import io.waggle.system.client.Api;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static io.waggle.system.time.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

/** The programs of {@code docs/clients.md}, each with a stock client library, do what the page says. */
@ExtendWith(WaggleExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientsIT {

    /** A JVM compiles its program first, while other languages are still being built. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final ClientsPage page = ClientsPage.read();
    private final ClientPrograms workshop = new ClientPrograms();
    private final Api api;
    private final String port;
    private List<ClientsPage.Language> languages = List.of();

    ClientsIT(WaggleProcess waggle) {
        api = waggle.api();
        port = Integer.toString(waggle.mqttPort());
    }

    @BeforeAll
    void build() {
        languages = page.languages().stream().filter(workshop::canBuild).toList();
        languages.forEach(workshop::build);
    }

    @Test
    void page_namesSevenLanguages() {
        assertThat(page.languages())
                .extracting(ClientsPage.Language::name)
                .containsExactly("Python", "Go", "Rust", "Java", "JavaScript", "C", "Command line");
    }

    @Test
    void page_everyClientOfTheTable_hasAProgram() {
        assertThat(page.clients())
                .isEqualTo(page.examples().map(ClientsPage.Example::client).toList());
    }

    /** One message is refused, one is stored, and one is received: the program prints all three as the page shows. */
    @ParameterizedTest
    @MethodSource("examples")
    void example_run_printsTheOutputOnThePage(ClientsPage.Example example) throws Exception {
        List<Login> two = api.newFriends();
        Login me = two.getFirst();
        Login friend = two.getLast();
        Map<String, String> environment = Map.of(
                "PORT", port, "DID", me.did(), "TOKEN", me.accessToken(), "ME", me.uid(), "FRIEND", friend.uid());
        try (RunningProgram program = workshop.start(example, environment)) {
            awaitWritten(program, friend);
            api.post(friend.accessToken(), "/v1/messages", answer(me)).expect(201);

            assertThat(program.awaitEnd(TIMEOUT)).as(program.lines().toString()).isZero();

            assertThat(unexpected(example.output(), program.lines()))
                    .as("lines that differ from the page; all lines: %s", program.lines())
                    .isEmpty();
            assertThat(program.lines()).hasSameSizeAs(example.output());
        }
        assertThat(api.messages(friend, api.conversationWith(friend, me)))
                .extracting(Entry::text)
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("hi"),
                        second -> assertThat(second).startsWith("hi yourself"));
    }

    /** Returns a message of the maximum length: some libraries accept less unless they are configured. */
    private static ObjectNode answer(Login to) {
        ObjectNode message = Api.object().put("text", "hi yourself" + " ".repeat(8_000));
        message.put("mood", "x".repeat(8_000)).putObject("to").put("u", to.uid());
        return message;
    }

    private void awaitWritten(RunningProgram program, Login friend) {
        within(TIMEOUT, "the friend has a message", () -> {
            assertThat(program.isRunning()).as(program.lines().toString()).isTrue();
            return !api.conversations(friend).isEmpty();
        });
    }

    List<ClientsPage.Example> examples() {
        return languages.stream()
                .flatMap(language -> language.examples().stream())
                .toList();
    }

    /** Returns the lines that match no line of the page, in any order: an answer may overtake an acknowledgement. */
    private static List<String> unexpected(List<String> expected, List<String> lines) {
        List<String> left = new ArrayList<>(lines);
        for (String line : expected) {
            Pattern pattern = Pattern.compile(
                    Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            left.stream()
                    .filter(one -> pattern.matcher(one).matches())
                    .findFirst()
                    .ifPresent(left::remove);
        }
        return left;
    }
}
