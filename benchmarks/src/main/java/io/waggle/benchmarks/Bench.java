package io.waggle.benchmarks;

import io.waggle.benchmarks.environment.Environment;
import io.waggle.benchmarks.environment.Scenario;
import io.waggle.benchmarks.load.Comparisons;
import io.waggle.benchmarks.load.Scale;
import io.waggle.benchmarks.soak.Soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./waggle bench}: runs scenarios, one after the other, and exits with 1 if one of them fails. */
public final class Bench {

    private static final Scale ONE_TO_ONE = new Scale(200, 200, 200_000, 100_000, 3);
    private static final Scale ONE_TO_ONE_QUICK = new Scale(20, 20, 1_000, 1_000, 1);
    private static final Scale GROUP = new Scale(500, 20, 1_500, 1_000, 3);
    private static final Scale GROUP_QUICK = new Scale(30, 5, 100, 100, 1);
    private static final List<String> BY_DEFAULT = List.of("one-to-one", "group");
    private static final List<String> KNOWN = List.of("one-to-one", "group", "soak");

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    /** Returns the exit code. */
    private static int run(List<String> arguments) {
        try {
            Options options = Options.parse(arguments, KNOWN);
            if (options.help()) {
                System.out.print(Options.HELP);
                return 0;
            }
            return run(options) ? 0 : 1;
        } catch (IllegalArgumentException | IOException refusal) {
            System.err.println("waggle bench: " + refusal.getMessage());
            return 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static boolean run(Options options) throws IOException, InterruptedException {
        List<String> chosen = options.scenarios().isEmpty() ? BY_DEFAULT : options.scenarios();
        Path folder = Files.createTempDirectory("waggle-bench");
        boolean good = true;
        try (Environment environment = new Environment(folder, Bench::say)) {
            for (String name : chosen) {
                good &= run(scenario(name, options), environment);
            }
            if (options.figures() != null) {
                Files.write(options.figures(), environment.figures().lines());
            }
        }
        return good;
    }

    private static Scenario scenario(String name, Options options) {
        return switch (name) {
            case "one-to-one" -> Comparisons.oneToOne(options.quick() ? ONE_TO_ONE_QUICK : ONE_TO_ONE);
            case "group" -> Comparisons.group(options.quick() ? GROUP_QUICK : GROUP);
            case "soak" -> new Soak(options.soak());
            default -> throw new IllegalArgumentException("unknown scenario " + name);
        };
    }

    /** Runs a scenario. If it fails, the next one still runs. */
    private static boolean run(Scenario scenario, Environment environment) throws InterruptedException {
        environment.say(scenario.title());
        try (Scenario.Run run = scenario.setUp(environment)) {
            return run.run();
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failure) {
            environment.say(scenario.name() + " failed: " + failure.getMessage());
            return false;
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
