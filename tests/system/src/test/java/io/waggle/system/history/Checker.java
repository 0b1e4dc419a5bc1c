package io.waggle.system.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks every rule on a run. A program: {@code Checker FOLDER JDBC_URL USER [PASSWORD]}; exits with 1 if a rule is violated.
 */
public final class Checker {

    private static final List<Rule> RULES = List.of(
            new Gapless(),
            new Acknowledgements(),
            new Order(),
            new Completeness(),
            new Repeats(),
            new DeliveryCursors(),
            new ReadCursors(),
            new UnreadCounts(),
            new Contents(),
            new ChangeEntries(),
            new Pins(),
            new Reactions(),
            new DeliveryAfterOutage());

    private Checker() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments.length < 3) {
            System.err.println("Checker FOLDER JDBC_URL USER [PASSWORD]");
            System.exit(2);
        }
        String password = arguments.length > 3 ? arguments[3] : "";
        try (Connection connection = DriverManager.getConnection(arguments[1], arguments[2], password)) {
            Verdict verdict = check(Path.of(arguments[0]), connection);
            System.out.println(verdict);
            System.exit(verdict.isClean() ? 0 : 1);
        }
    }

    /** Checks the logs in a folder against the database. */
    public static Verdict check(Path folder, Connection database) throws IOException, SQLException {
        return check(Run.read(folder, new StoreReader(database).read()));
    }

    /** Saves the content of the database, so that the cause of a violation can be found later. */
    public static void saveStore(Path folder, Connection database) throws IOException, SQLException {
        Store store = new StoreReader(database).read();
        List<String> lines = Stream.of(
                        store.entries().values().stream().flatMap(List::stream),
                        store.members().stream(),
                        store.cursors().stream())
                .flatMap(all -> all)
                .map(Object::toString)
                .toList();
        Files.write(folder.resolve("store.txt"), lines);
    }

    static Verdict check(Run run) {
        Visibility visibility = new Visibility(run.store());
        List<Findings> findings = RULES.stream()
                .map(rule -> {
                    Findings found = new Findings(rule.name());
                    rule.check(run, visibility, found);
                    return found;
                })
                .toList();
        return new Verdict(run, findings);
    }
}
