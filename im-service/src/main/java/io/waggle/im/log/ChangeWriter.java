package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
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
            List<EntryRow> rows = new ArrayList<>();
            Head last = head;
            for (EntryBody body : made.entries()) {
                last = body.kind().next(last, clock.millis());
                rows.add(new Draft(actor, Draft.NO_DEVICE, MessageIds.next(clock, random), body, Lifetime.UNLIMITED)
                        .at(last));
            }
            if (!rows.isEmpty()) {
                store.write(rows, List.of(last), List.of());
            }
            return new Written<>(made.result(), rows, last);
        });
    }

    /** @param head the conversation's newest entry from now on */
    record Written<T>(T result, List<EntryRow> rows, Head head) {}
}
