package io.waggle.im.log;

import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.Content;
import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes a change and writes what the log says of it, both or neither. */
@Component
final class ChangeWriter {

    /** In place of a device: all of the actor's devices are told. */
    private static final Id NO_DEVICE = new Id(0);

    private final MessageStore store;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ChangeWriter(MessageStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param head the last entry that the conversation has */
    <T> Written<T> write(Head head, Id actor, ChangeWork<T> work) {
        return store.together(() -> {
            Changed<T> changed = work.apply();
            List<MessageRow> rows = new ArrayList<>();
            Head last = head;
            for (Change change : changed.entries()) {
                last = last.nextChange(clock.millis());
                rows.add(entry(last, actor, change));
            }
            if (!rows.isEmpty()) {
                store.append(rows, List.of(last));
            }
            return new Written<>(changed.result(), rows, last);
        });
    }

    private MessageRow entry(Head head, Id actor, Change change) {
        return new MessageRow(
                head.conversationId(),
                head.lastSeq(),
                head.lastOrdinal(),
                actor,
                NO_DEVICE,
                MessageIds.next(clock, random),
                EntryKind.CHANGE,
                Content.newBuilder().setChange(change).build(),
                head.lastAt(),
                null,
                null);
    }

    /** @param head the conversation's head from now on */
    record Written<T>(T result, List<MessageRow> rows, Head head) {}
}
