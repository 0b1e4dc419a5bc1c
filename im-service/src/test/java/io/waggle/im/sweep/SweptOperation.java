package io.waggle.im.sweep;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A line of {@code operations.txt}.
 *
 * @param name method and path, as its controller declares them
 * @param rpc null without a twin
 * @param scope {@code open}, or {@code -} for none
 * @param request with names in place of ids
 * @param outcomes {@code ok} or an error's code
 */
record SweptOperation(
        String name, @Nullable String rpc, String scope, String request, Map<SweptCaller, String> outcomes) {

    private static final String NONE = "-";

    static List<SweptOperation> all() {
        try (InputStream table = SweptOperation.class.getResourceAsStream("operations.txt")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(SweptOperation::parse)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String method() {
        return name.substring(0, name.indexOf(' '));
    }

    String path() {
        return name.substring(name.indexOf(' ') + 1);
    }

    /** Someone for whom it works. */
    Optional<SweptCaller> anyAllowed() {
        return Stream.of(SweptCaller.values())
                .filter(caller -> outcomes.get(caller).equals("ok"))
                .findFirst();
    }

    boolean isOpen() {
        return scope.equals("open");
    }

    boolean isForBusiness() {
        return path().startsWith("/v1/server/");
    }

    boolean isForAnyKey() {
        return !isOpen() && !scope.equals(NONE);
    }

    @Override
    public String toString() {
        return name + " " + request;
    }

    private static SweptOperation parse(String line) {
        String[] cells = line.split("\\|", -1);
        if (cells.length != 5) {
            throw new IllegalArgumentException("five cells are needed: " + line);
        }
        String rpc = cells[1].strip();
        return new SweptOperation(
                cells[0].strip(),
                rpc.equals(NONE) ? null : rpc,
                cells[2].strip(),
                cells[3].strip(),
                outcomes(cells[4]));
    }

    private static Map<SweptCaller, String> outcomes(String cell) {
        Map<SweptCaller, String> outcomes = new EnumMap<>(SweptCaller.class);
        String rest = null;
        for (String part : cell.split(";", -1)) {
            String[] outcome = part.strip().split(": ", 2);
            if (outcome[1].equals("all") || outcome[1].equals("others")) {
                rest = outcome[0];
            } else {
                Arrays.stream(outcome[1].split(" ", -1)).forEach(who -> outcomes.put(SweptCaller.of(who), outcome[0]));
            }
        }
        for (SweptCaller who : SweptCaller.values()) {
            outcomes.putIfAbsent(who, Objects.requireNonNull(rest, () -> "not everyone is named: " + cell));
        }
        return outcomes;
    }
}
