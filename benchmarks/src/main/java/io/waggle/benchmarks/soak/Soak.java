package io.waggle.benchmarks.soak;

import io.waggle.benchmarks.environment.Environment;
import io.waggle.benchmarks.environment.Environment.Running;
import io.waggle.benchmarks.environment.Scenario;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Measures the server's memory while clients do everything that they can do, correct and incorrect, for a given time. */
public final class Soak implements Scenario {

    /**
     * The settings of a soak.
     *
     * @param length how long clients are active
     * @param every the interval between memory samples
     * @param pace a factor for the usual rate
     * @param table the file that the samples and the verdict are appended to
     */
    public record Settings(Duration length, Duration every, double pace, Path table) {}

    private final Settings settings;

    public Soak(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String title() {
        return "Soak: %d s of everything that clients do, memory sampled every %d s, table in %s"
                .formatted(settings.length.toSeconds(), settings.every.toSeconds(), settings.table);
    }

    @Override
    public Run setUp(Environment environment) throws Exception {
        Running waggle = environment.newWaggle(javaOptions());
        SoakUsers users = new SoakUsers(waggle);
        ConnectionActivities connections = new ConnectionActivities(users);
        List<Activity> activities = new ArrayList<>(connections.activities());
        activities.addAll(new MessagingActivities(users).activities());
        activities.addAll(new HttpActivities(users, new Random()).activities());
        List<Worker> workers = activities.stream()
                .map(activity -> new Worker(activity, settings.pace))
                .toList();
        return new SoakRun(settings, environment, new MemoryProbe(waggle.server()), workers, connections);
    }

    /**
     * Returns the options of {@code ./waggle up}, which are this virtual machine's own; then {@code WAGGLE_JAVA_OPTS}; and
     * native memory tracking.
     */
    private static List<String> javaOptions() {
        String own = System.getenv().getOrDefault("WAGGLE_JAVA_OPTS", "");
        return Stream.of(
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent")),
                        Stream.of(own.split(" ", -1)).filter(option -> !option.isBlank()),
                        Stream.of("-XX:NativeMemoryTracking=summary"))
                .flatMap(options -> options)
                .toList();
    }
}
