package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EntryRowTest {

    private static final long EXPIRY = 2_000;

    @Test
    void toMessage_beforeItsTime_isShownWithIt() {
        Message message = row(EXPIRY, 30).toMessage(EXPIRY - 1);

        assertThat(message.getContent().getText()).isEqualTo("secret");
        assertThat(message.getExpiresAt()).isEqualTo(EXPIRY);
        assertThat(message.getBurnAfter()).isEqualTo(30);
        assertThat(message.getExpired()).isFalse();
    }

    @Test
    void toMessage_fromItsTimeOn_keepsItsPlaceAlone() {
        Message message = row(EXPIRY, 30).toMessage(EXPIRY);

        assertThat(message)
                .isEqualTo(Message.newBuilder()
                        .setConversation(1)
                        .setSeq(7)
                        .setFrom(3)
                        .setAt(1_000)
                        .setExpired(true)
                        .build());
    }

    @Test
    void toMessage_withoutATime_isShownForGood() {
        assertThat(row(null, null).toMessage(Long.MAX_VALUE).getContent().getText())
                .isEqualTo("secret");
        assertThat(row(null, 30).toMessage(Long.MAX_VALUE).getContent().getText())
                .isEqualTo("secret");
    }

    private static EntryRow row(@Nullable Long expiresAt, @Nullable Integer burnAfter) {
        return new EntryRow(
                new Id(1),
                7,
                7,
                new Id(3),
                new Id(4),
                ByteString.copyFrom(new byte[16]),
                EntryKind.SAID,
                Content.newBuilder().setText("secret").build(),
                1_000,
                expiresAt,
                burnAfter,
                null,
                null);
    }
}
