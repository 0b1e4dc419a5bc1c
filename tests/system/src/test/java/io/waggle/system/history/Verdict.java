package io.waggle.system.history;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result of the checker. */
public final class Verdict {

    private static final int SHOWN = 40;

    private final Run run;
    private final List<Findings> findings;

    Verdict(Run run, List<Findings> findings) {
        this.run = run;
        this.findings = findings;
    }

    public boolean isClean() {
        return violations().isEmpty();
    }

    List<Violation> violations() {
        return findings.stream().flatMap(one -> one.violations().stream()).toList();
    }

    /** Returns how many cases the rule has checked. */
    long checked(String rule) {
        return findings.stream()
                .filter(one -> one.rule().equals(rule))
                .mapToLong(Findings::checked)
                .sum();
    }

    /** Returns how many pairs of a connected device and a conversation are incomplete. */
    public long incomplete() {
        return violations().stream()
                .filter(violation -> violation.rule().equals(new Completeness().name()))
                .count();
    }

    private long count(Class<? extends Event> kind) {
        return run.devices().stream()
                .flatMap(deviceLog -> deviceLog.events().stream())
                .filter(kind::isInstance)
                .count();
    }

    private String changes() {
        Map<Event.Outcome, Long> outcomes = run.devices().stream()
                .flatMap(deviceLog -> deviceLog.events().stream())
                .filter(Event.Change.class::isInstance)
                .collect(Collectors.groupingBy(
                        change -> ((Event.Change) change).outcome(),
                        () -> new EnumMap<>(Event.Outcome.class),
                        Collectors.counting()));
        return outcomes.values().stream().mapToLong(Long::longValue).sum() + " changes " + outcomes;
    }

    @Override
    public String toString() {
        long stored =
                run.store().entries().values().stream().mapToLong(List::size).sum();
        Stream<String> head = Stream.of(
                (isClean() ? "clean: " : violations().size() + " violations: ")
                        + run.devices().size() + " devices, "
                        + count(Event.Connected.class) + " connections, " + count(Event.Received.class) + " received, "
                        + count(Event.Gap.class) + " gaps, " + count(Event.Sent.class) + " sent, "
                        + count(Event.Read.class) + " read, " + changes() + ", "
                        + run.store().entries().size() + " conversations of " + stored + " entries, "
                        + run.outages().size() + " outages",
                findings.stream()
                        .map(one -> one.rule() + " " + one.checked()
                                + (one.violations().isEmpty()
                                        ? ""
                                        : " ✗" + one.violations().size()))
                        .collect(Collectors.joining(", ", "checked: ", "")));
        Stream<String> shown = violations().stream().limit(SHOWN).map(Violation::toString);
        return Stream.concat(head, shown).collect(Collectors.joining("\n"));
    }
}
