package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.im.RunningService;
import io.waggle.im.conversation.Head;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SqlEntryStoreIT {

    private final RunningService service = RunningService.shared();

    /** Lists find changes by their time; docs/adr/0027. */
    @Test
    void append_tooOldAlready_isNotCommitted() {
        EntryStore store = service.bean(EntryStore.class);
        Id conversation = new Id(System.nanoTime());
        Head late = new Head(conversation, 1, 1, 1, System.currentTimeMillis() - 21_000);

        ThrowingCallable append = () -> store.write(List.of(row(conversation, 1, 1)), List.of(late), List.of());

        assertThatIllegalStateException().isThrownBy(append).withMessageContaining("not committed");
        assertThat(store.after(conversation, 0)).isEmpty();
        assertThat(store.heads(List.of(conversation))).isEmpty();
    }

    @Test
    void append_storedAlready_isADuplicateAndNothingIsCommitted() {
        EntryStore store = service.bean(EntryStore.class);
        Id conversation = new Id(System.nanoTime());
        long now = System.currentTimeMillis();
        store.write(List.of(row(conversation, 1, 1)), List.of(new Head(conversation, 1, 1, 1, now)), List.of());

        for (List<EntryRow> rows : List.of(
                List.of(row(conversation, 2, 2), row(conversation, 3, 1)),
                List.of(row(conversation, 2, 2), row(conversation, 1, 3)),
                List.of(row(conversation, 2, 1)))) {
            ThrowingCallable append = () -> store.write(rows, List.of(new Head(conversation, 9, 9, 9, now)), List.of());
            assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(append);
        }

        assertThat(store.after(conversation, 0)).containsExactly(row(conversation, 1, 1));
        assertThat(store.heads(List.of(conversation))).containsExactly(new Head(conversation, 1, 1, 1, now));
        assertThat(store.stored(List.of(
                        row(conversation, 1, 1).key(), row(conversation, 1, 2).key())))
                .hasSize(1);
    }

    private static EntryRow row(Id conversation, long seq, int clientId) {
        byte[] id = new byte[16];
        id[15] = (byte) clientId;
        return new EntryRow(
                conversation,
                seq,
                seq,
                conversation,
                new Id(7),
                ByteString.copyFrom(id),
                EntryKind.SAID,
                Content.newBuilder().setText("hi").build(),
                1,
                null,
                null,
                null,
                null);
    }
}
