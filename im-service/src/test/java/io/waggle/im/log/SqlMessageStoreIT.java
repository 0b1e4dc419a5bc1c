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

class SqlMessageStoreIT {

    private final RunningService service = RunningService.shared();

    @Test
    void append_storedAlready_isADuplicateAndNothingIsCommitted() {
        MessageStore store = service.bean(MessageStore.class);
        Id conversation = new Id(System.nanoTime());
        store.append(List.of(row(conversation, 1, 1)), List.of(new Head(conversation, 1, 1, 1)));

        for (List<MessageRow> rows : List.of(
                List.of(row(conversation, 2, 2), row(conversation, 3, 1)),
                List.of(row(conversation, 2, 2), row(conversation, 1, 3)),
                List.of(row(conversation, 2, 1)))) {
            ThrowingCallable append = () -> store.append(rows, List.of(new Head(conversation, 9, 9, 9)));
            assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(append);
        }

        assertThat(store.after(conversation, 0)).containsExactly(row(conversation, 1, 1));
        assertThat(store.heads(List.of(conversation))).containsExactly(new Head(conversation, 1, 1, 1));
        assertThat(store.stored(List.of(
                        row(conversation, 1, 1).key(), row(conversation, 1, 2).key())))
                .hasSize(1);
    }

    private static MessageRow row(Id conversation, long seq, int clientId) {
        byte[] id = new byte[16];
        id[15] = (byte) clientId;
        return new MessageRow(
                conversation,
                seq,
                seq,
                conversation,
                new Id(7),
                ByteString.copyFrom(id),
                EntryKind.MESSAGE,
                Content.newBuilder().setText("hi").build(),
                1);
    }
}
