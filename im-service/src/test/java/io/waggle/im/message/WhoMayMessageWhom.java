package io.waggle.im.message;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The rules as a product's owner would write them down. The first line that fits a case tells its outcome. */
final class WhoMayMessageWhom {

    static final String YES = "yes";

    private static final String TABLE = """
            sender      | recipient   | block          | audience        | friends                | group  | strangers | mates | outcome
            banned      |             |                |                 |                        |        |           |       | banned
            deactivated |             |                |                 |                        |        |           |       | session-ended
                        | deactivated |                |                 |                        |        |           |       | not-friends
                        |             | by_sender,both |                 |                        |        |           |       | blocked-by-you
                        |             | by_recipient   |                 |                        |        |           |       | not-friends
                        |             |                | nobody          |                        |        |           |       | not-friends
                        |             |                | everyone        |                        |        |           |       | yes
                        |             |                | default,friends | both,recipient_counts  |        |           |       | yes
                        |             |                | default         | none,sender_counts     |        | allow     |       | yes
                        |             |                | default,friends | none,sender_counts     | shared |           | allow | yes
                        |             |                | default,friends | none,sender_counts     |        |           |       | not-friends
            """;

    private static final List<List<String>> LINES = TABLE.lines()
            .skip(1)
            .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
            .toList();

    private WhoMayMessageWhom() {}

    /** {@code yes}, or the code of the refusal. */
    static String expected(Case row, boolean strangers, boolean mates) {
        List<String> values = List.of(
                name(row.sender()),
                name(row.recipient()),
                name(row.block()),
                name(row.audience()),
                name(row.friends()),
                row.group() ? "shared" : "none",
                strangers ? "allow" : "deny",
                mates ? "allow" : "deny");
        return LINES.stream()
                .filter(line -> fits(line, values))
                .map(List::getLast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the table says nothing of " + values));
    }

    private static boolean fits(List<String> line, List<String> values) {
        for (int column = 0; column < values.size(); column++) {
            String wanted = line.get(column);
            if (!wanted.isEmpty() && !List.of(wanted.split(",")).contains(values.get(column))) {
                return false;
            }
        }
        return true;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
