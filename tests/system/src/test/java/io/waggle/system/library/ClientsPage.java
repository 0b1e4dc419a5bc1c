package io.waggle.system.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of client libraries, {@code docs/clients.md}: the clients of its table, and for each language the programs, the
 * commands that build them, and the commands that run them with their output.
 *
 * <p>A fenced block with a file's name is that file. A block of {@code sh} without a name contains build commands. A block of
 * {@code console} contains a command after {@code $}, and its output, in which … stands for any text.
 *
 * @param clients the names in the first column of the table
 */
record ClientsPage(List<String> clients, List<Language> languages) {

    static final Path DOCS = Path.of(System.getProperty("waggle.docs"));

    private static final Pattern ROW = Pattern.compile("\\| \\[(.+?)]\\(#.*");
    private static final Pattern HEADING = Pattern.compile("(##|###) (.+)");
    private static final Pattern FENCE = Pattern.compile("```(\\w+)(?: (\\S+))?");

    /**
     * A section of the page.
     *
     * @param files contents by path
     * @param build a script, empty if there is nothing to build
     */
    record Language(String name, Map<String, String> files, String build, List<Example> examples) {

        String folder() {
            return ClientsPage.folder(name);
        }
    }

    /** A program with a client library: the command that runs it, and its output. */
    record Example(String language, String client, String command, List<String> output) {

        String folder() {
            return ClientsPage.folder(language);
        }

        @Override
        public String toString() {
            return client + " (" + language + ")";
        }
    }

    static ClientsPage read() {
        try {
            return new Reader(Files.readAllLines(DOCS.resolve("clients.md"))).read();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Stream<Example> examples() {
        return languages.stream().flatMap(language -> language.examples().stream());
    }

    /** Returns the folder in {@code docs/clients}. */
    private static String folder(String language) {
        return language.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** Reads the page from its first line to its last. */
    private static final class Reader {

        private final List<String> lines;
        private final List<String> clients = new ArrayList<>();
        private final List<Language> languages = new ArrayList<>();

        private String language = "";
        private String client = "";
        private Map<String, String> files = Map.of();
        private String build = "";
        private List<Example> examples = List.of();

        Reader(List<String> lines) {
            this.lines = lines;
        }

        ClientsPage read() {
            int at = 0;
            while (at < lines.size()) {
                Matcher row = ROW.matcher(lines.get(at));
                Matcher heading = HEADING.matcher(lines.get(at));
                Matcher fence = FENCE.matcher(lines.get(at));
                at++;
                if (row.matches()) {
                    clients.add(row.group(1));
                } else if (heading.matches()) {
                    readHeading(heading.group(1), heading.group(2));
                } else if (fence.matches()) {
                    List<String> rest = lines.subList(at, lines.size());
                    List<String> block = rest.subList(0, rest.indexOf("```"));
                    readBlock(fence, block);
                    at += block.size() + 1;
                }
            }
            endLanguage();
            return new ClientsPage(clients, languages);
        }

        private void readHeading(String level, String title) {
            client = title;
            if (level.equals("##")) {
                endLanguage();
                language = title;
                files = new LinkedHashMap<>();
                build = "";
                examples = new ArrayList<>();
            }
        }

        /** A section without programs is not a language. */
        private void endLanguage() {
            if (!examples.isEmpty()) {
                languages.add(new Language(language, files, build, examples));
            }
        }

        private void readBlock(Matcher fence, List<String> block) {
            String text = String.join("\n", block) + "\n";
            if (fence.group(2) != null) {
                files.put(fence.group(2), text);
            } else if (fence.group(1).equals("sh")) {
                build = text;
            } else if (fence.group(1).equals("console")) {
                String command = block.getFirst().replaceFirst("^\\$ ", "");
                examples.add(new Example(language, client, command, block.subList(1, block.size())));
            }
        }
    }
}
