package io.waggle.standalone;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The command-line options.
 *
 * @param web the folder with the built web app; null: no page is served
 */
record Options(
        Path data, @Nullable Path web, int http, int mqtt, int ws, int s3, String bind, boolean demo, boolean help) {

    static final String USAGE =
            "usage: waggle up [--data DIR] [--http PORT] [--mqtt PORT] [--ws PORT] [--s3 PORT] [--bind ADDRESS] [--web DIR] [--demo]";

    static final String HELP = USAGE + """


            Starts broker, service and database on this machine and stays in the foreground; Ctrl-C stops it.

              --data DIR      the folder for all stored data (default ./data)
              --http PORT     HTTP API and web app (default 8080)
              --mqtt PORT     MQTT over TCP (default 1883)
              --ws PORT       MQTT over WebSocket, path /mqtt (default 8083)
              --s3 PORT       the S3 store for uploads and downloads (default 9000)
              --bind ADDRESS  the address to listen on (default 127.0.0.1; 0.0.0.0 for all)
              --web DIR       the built web app, which is served at / (default: the one that waggle up has built)
              --demo          create the users alice, bob and carol with friends, a group and messages; the web app offers
                              to log in as one of them. For this machine only
              --help          print this text

            Environment: set WAGGLE_DB_URL (jdbc:mysql://host:3306/name), WAGGLE_DB_USER and WAGGLE_DB_PASSWORD to
            use your own MySQL or MariaDB instead of the embedded one. WAGGLE_ADMIN_PASSWORD sets the administrator's
            password at the first start; without it, the first start generates one and prints it.
            Set WAGGLE_S3_ENDPOINT (http://host:9000), WAGGLE_S3_ACCESS_KEY, WAGGLE_S3_SECRET_KEY and WAGGLE_S3_BUCKET
            to use MinIO or another S3 store instead of the embedded one, and WAGGLE_S3_PUBLIC_ENDPOINT if clients
            reach it at another address.
            """;

    private static final Set<String> FLAGS = Set.of("--demo", "--help");
    private static final Set<String> VALUES =
            new TreeSet<>(Set.of("--bind", "--data", "--http", "--mqtt", "--s3", "--web", "--ws"));

    static Options parse(List<String> arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            read(rest.next(), rest, given);
        }
        String web = given.get("--web");
        Options options = new Options(
                path("--data", given.getOrDefault("--data", "data")),
                web == null ? null : path("--web", web),
                port(given, "--http", 8080),
                port(given, "--mqtt", 1883),
                port(given, "--ws", 8083),
                port(given, "--s3", 9000),
                given.getOrDefault("--bind", "127.0.0.1"),
                given.containsKey("--demo"),
                given.containsKey("--help"));
        options.refuseSharedPorts();
        return options;
    }

    private static void read(String argument, Iterator<String> rest, Map<String, String> given) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (FLAGS.contains(name) && equals < 0) {
            given.put(name, "");
        } else if ("-h".equals(name)) {
            given.put("--help", "");
        } else if (!VALUES.contains(name)) {
            throw new Problem("unknown option " + argument + "; " + USAGE);
        } else if (equals >= 0) {
            given.put(name, argument.substring(equals + 1));
        } else if (rest.hasNext()) {
            given.put(name, rest.next());
        } else {
            throw new Problem(name + " needs a value; " + USAGE);
        }
    }

    private static Path path(String name, String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException invalid) {
            throw new Problem(name + " " + text + " is not a path: " + invalid.getReason(), invalid);
        }
    }

    private static int port(Map<String, String> given, String name, int otherwise) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw new Problem(name + " " + text + " is not a port: give a number from 1 to 65535");
    }

    private void refuseSharedPorts() {
        if (Set.copyOf(List.of(http, mqtt, ws, s3)).size() < 4) {
            throw new Problem("--http, --mqtt, --ws and --s3 must be different ports; they are " + http + ", " + mqtt
                    + ", " + ws + " and " + s3);
        }
    }
}
