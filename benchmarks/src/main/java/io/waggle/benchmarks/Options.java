package io.waggle.benchmarks;

import io.waggle.benchmarks.soak.Soak;
import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The command-line options.
 *
 * @param scenarios their names; if empty, one-to-one and group
 * @param figures the file for all figures; null for none
 */
record Options(
        List<String> scenarios,
        boolean quick,
        boolean help,
        @Nullable Path figures,
        Soak.Settings soak) {

    static final String HELP = """
            usage: ./waggle bench [SCENARIO…] [OPTIONS]

              one-to-one        200 users in pairs, on Waggle and on a bare relay
              group             a group of 500 members, on both
              soak              everything that clients do, correct and incorrect, and the server's memory meanwhile
            Without a scenario: one-to-one and group, which take six minutes.

              --quick           small and short: the figures only show that everything works
              --figures FILE    also write all figures to a file: scenario,subject,figure,value
              --minutes N       soak: duration (default 60; 0.5 is half a minute)
              --every SECONDS   soak: interval between memory samples (default 60)
              --pace N          soak: factor for the clients' usual rate (default 1, a third of a processor)
              --table FILE      soak: file for samples and verdict, written line by line (default waggle-soak.txt)
              --help            print this text

            Exits with 1 if a scenario does not finish, if the server gives wrong answers, or if its heap grows.
            WAGGLE_JAVA_OPTS: options for the virtual machine of the Waggle under soak.
            """;

    private static final Duration LENGTH = Duration.ofMinutes(60);
    private static final Duration EVERY = Duration.ofSeconds(60);
    private static final double LONGEST_MINUTES = 10_000;
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double MILLIS_PER_MINUTE = 60_000;

    static Options parse(List<String> arguments, List<String> known) {
        List<String> scenarios = new ArrayList<>();
        boolean quick = false;
        boolean help = false;
        Path figures = null;
        Duration length = LENGTH;
        Duration every = EVERY;
        double pace = 1;
        Path table = Path.of("waggle-soak.txt");
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--quick" -> quick = true;
                case "--help", "-h" -> help = true;
                case "--figures" -> figures = path(argument, rest);
                case "--minutes" -> length = duration(number(argument, rest), MILLIS_PER_MINUTE);
                case "--every" -> every = duration(number(argument, rest), MILLIS_PER_SECOND);
                case "--pace" -> pace = number(argument, rest);
                case "--table" -> table = path(argument, rest);
                default -> scenarios.add(scenario(argument, known));
            }
        }
        return new Options(List.copyOf(scenarios), quick, help, figures, new Soak.Settings(length, every, pace, table));
    }

    private static String scenario(String argument, List<String> known) {
        if (!known.contains(argument)) {
            throw new IllegalArgumentException("unknown scenario or option " + argument + "; scenarios: "
                    + String.join(", ", known) + "; options: ./waggle bench --help");
        }
        return argument;
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value; see ./waggle bench --help");
        }
        return rest.next();
    }

    private static double number(String name, Iterator<String> rest) {
        String text = value(name, rest);
        if (text.matches("[0-9]{1,5}(\\.[0-9]{1,3})?")) {
            double number = Double.parseDouble(text);
            if (number > 0 && number <= LONGEST_MINUTES) {
                return number;
            }
        }
        throw new IllegalArgumentException(
                name + " " + text + " is not a number above 0 and up to 10000; give one such as 20 or 0.5");
    }

    private static Duration duration(double number, double millisOfOne) {
        return Duration.ofMillis(Math.max(1, Math.round(number * millisOfOne)));
    }

    private static Path path(String name, Iterator<String> rest) {
        String text = value(name, rest);
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException(name + " " + text + " is not a path: " + invalid.getReason(), invalid);
        }
    }
}
