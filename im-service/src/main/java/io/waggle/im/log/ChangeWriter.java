package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Makes a change and writes its log entries, in one transaction. */
@Component
final class ChangeWriter {

    private final EntryStore store;
    private final Clock clock;
    private final SecureRandom random;

    ChangeWriter(EntryStore store, Clock clock, SecureRandom random) {
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /** @param head the conversation's newest entry */
    <T> Written<T> write(Head head, Id actor, ChangeWork<T> work) {
        return store.inTransaction(() -> {
            ChangeResult<T> made = work.apply();
            Numbering numbering = new Numbering(head, clock.millis());
            List<EntryRow> rows = made.entries().stream()
                    .map(body -> numbering.next(new Draft(
                            actor, Draft.NO_DEVICE, MessageIds.next(clock, random), body, Lifetime.UNLIMITED)))
                    .toList();
            if (!rows.isEmpty()) {
                store.write(rows, List.of(numbering.head()), List.of());
            }
            return new Written<>(made.result(), rows, numbering.head());
        });
    }

    /** @param head the conversation's newest entry from now on */
    record Written<T>(T result, List<EntryRow> rows, Head head) {}
}
