package io.waggle.system.script;

import io.waggle.system.program.RunningProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code ./waggle up} builds the web app when it has to, and starts Waggle with it. */
class WebBuildTest {

    private static final Path SCRIPT =
            Path.of(System.getProperty("waggle.docs", "../../docs")).resolveSibling("waggle");
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private static final String NPM = """
            echo "npm $*"
            case "$1 $2" in
              "ci "*) mkdir -p node_modules && touch node_modules/.package-lock.json ;;
              "run build") mkdir -p app/dist && touch app/dist/index.html ;;
            esac
            """;

    @TempDir
    private Path here;

    private Path programs;
    private Path web;

    @BeforeEach
    void prepare() throws IOException {
        Files.copy(SCRIPT, here.resolve("waggle"));
        web = here.resolve("clients/web");
        write(web.resolve("package-lock.json"), "{}");
        write(web.resolve("app/src/main.tsx"), "");
        write(here.resolve("docs/errors.md"), "");
        write(here.resolve("protocol/src/main/proto/wire.proto"), "");
        write(here.resolve("standalone/target/built"), "");
        write(here.resolve("standalone/target/standalone-1.jar"), "");
        Path jdk = here.resolve("jdk");
        write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        program(jdk.resolve("bin/javac"), "");
        program(jdk.resolve("bin/java"), "echo \"java $*\"");
        programs = here.resolve("programs");
        program(programs.resolve("node"), "echo v20.19.0");
        program(programs.resolve("npm"), NPM);
        // All that exists by now is older than what a test builds.
        try (var files = Files.walk(here)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(1_000)));
            }
        }
    }

    @Test
    void up_nothingBuilt_buildsAndServesIt() throws Exception {
        assertThat(up())
                .anyMatch(line -> line.startsWith("Building the web app"))
                .anyMatch(this::startsWithTheApp);
        assertThat(web.resolve("app/dist/index.html")).exists();
    }

    @Test
    void up_nothingChanged_servesWhatIsBuilt() throws Exception {
        up();

        assertThat(up()).noneMatch(line -> line.startsWith("Building")).anyMatch(this::startsWithTheApp);
    }

    @Test
    void up_sourceChanged_buildsAgainWithTheSamePackages() throws Exception {
        up();
        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(web.resolve("app/src/main.tsx"), later);
        program(programs.resolve("npm"), "[ \"$1\" != ci ] || exit 1\n" + NPM);

        assertThat(up())
                .anyMatch(line -> line.startsWith("Building the web app"))
                .anyMatch(this::startsWithTheApp);
    }

    @Test
    void up_testChanged_buildsNothing() throws Exception {
        up();
        Path test = web.resolve("app/test/size.test.ts");
        write(test, "");
        Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(up()).noneMatch(line -> line.startsWith("Building"));
    }

    @Test
    void up_nodeIsTooOld_saysSoAndStartsWithoutTheApp() throws Exception {
        program(programs.resolve("node"), "echo v18.0.0");

        assertThat(up())
                .anyMatch(line -> line.contains("Node 20 or newer with npm (found Node 18)"))
                .anyMatch(line -> line.startsWith("java ") && !line.contains("--web"));
    }

    @Test
    void up_buildFails_showsWhyAndStartsWithoutTheApp() throws Exception {
        program(programs.resolve("npm"), "echo 'a type is wrong'; exit 1");

        assertThat(up())
                .contains("a type is wrong")
                .anyMatch(line -> line.startsWith("The web app could not be built"))
                .anyMatch(line -> line.startsWith("java ") && !line.contains("--web"));
    }

    private boolean startsWithTheApp(String line) {
        return line.startsWith("java ")
                && line.contains("io.waggle.standalone.Waggle --web ")
                && line.endsWith("/clients/web/app/dist");
    }

    private List<String> up() throws InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", here.resolve("waggle").toString(), "up");
        builder.environment().put("JAVA_HOME", here.resolve("jdk").toString());
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        try (RunningProgram script = new RunningProgram("waggle", builder)) {
            assertThat(script.awaitEnd(TIMEOUT)).as(script.lines().toString()).isZero();
            return script.lines();
        }
    }

    private static void program(Path file, String commands) throws IOException {
        write(file, "#!/bin/sh\n" + commands + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
