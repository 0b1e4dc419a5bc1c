package io.waggle.system.history;

import io.waggle.system.history.Event.Outcome;
import io.waggle.system.history.Event.Scheduled;
import io.waggle.system.history.Event.Scheduling;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A scheduled message is sent once, not before its time, and not after an acknowledged cancelling. At the end it is sent, or it
 * has failed; nothing waits whose time has come. A message that its sender sends at once is the same message.
 */
final class ScheduledMessages implements Rule {

    private record Key(String user, String id) {}

    @Override
    public String name() {
        return "scheduled messages";
    }

    @Override
    public void check(Run run, Visibility visibility, Findings findings) {
        Map<Key, List<Store.Entry>> stored = run.store().entries().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(entry -> new Key(entry.sender(), entry.id())));
        Map<Key, Store.Waiting> waiting = run.store().scheduled().stream()
                .collect(Collectors.toMap(message -> new Key(message.user(), message.id()), message -> message));
        run.all(Scheduled.class)
                .filter(event -> event.outcome() != Outcome.REFUSED)
                .collect(Collectors.groupingBy(event -> new Key(event.user(), event.id())))
                .forEach((key, events) -> {
                    findings.count();
                    List<Store.Entry> sent = stored.getOrDefault(key, List.of());
                    Store.Waiting left = waiting.get(key);
                    if (sent.size() > 1) {
                        Store.Entry second = sent.get(1);
                        findings.add(
                                second.conversation(), second.seq(), "the scheduled message was sent twice: " + key);
                    } else if (sent.isEmpty()) {
                        checkNotSent(run, key, events, left, findings);
                    } else {
                        checkSent(events, sent.getFirst(), left, findings);
                    }
                });
    }

    private static void checkNotSent(
            Run run, Key key, List<Scheduled> events, Store.@Nullable Waiting left, Findings findings) {
        boolean mayBeCancelled = events.stream().anyMatch(event -> event.what() == Scheduling.CANCEL);
        boolean isScheduled = events.stream().anyMatch(event -> event.what() == Scheduling.SCHEDULE && isDone(event));
        if (left != null ? !left.failed() && left.sendAt() <= run.end() : isScheduled && !mayBeCancelled) {
            findings.add("", 0, "the scheduled message was neither sent nor has failed: " + key);
        }
    }

    private static void checkSent(
            List<Scheduled> events, Store.Entry sent, Store.@Nullable Waiting left, Findings findings) {
        if (left != null) {
            findings.add(sent.conversation(), sent.seq(), "it was sent, and is still scheduled");
        }
        if (events.stream().anyMatch(event -> event.what() == Scheduling.SEND && event.asked() <= sent.at())) {
            return;
        }
        if (events.stream().anyMatch(event -> event.what() == Scheduling.CANCEL && isDone(event))) {
            findings.add(sent.conversation(), sent.seq(), "it was sent though it was cancelled");
        }
        List<Scheduled> times = events.stream()
                .filter(event -> event.what() == Scheduling.SCHEDULE || event.what() == Scheduling.MOVE)
                .toList();
        boolean isInTime = times.stream()
                .filter(time -> time.sendAt() <= sent.at())
                .anyMatch(time -> !isReplaced(time, times, sent.at()));
        if (!isInTime) {
            findings.add(sent.conversation(), sent.seq(), "it was sent before its time");
        }
    }

    /** Returns whether a later time is certain to have been in force. */
    private static boolean isReplaced(Scheduled time, List<Scheduled> times, long at) {
        return times.stream()
                .anyMatch(later -> isDone(later) && isDone(time) && later.asked() > time.at() && later.at() < at);
    }

    private static boolean isDone(Scheduled event) {
        return event.outcome() == Outcome.ACKNOWLEDGED;
    }
}
