package io.waggle.im.log;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.Quote;
import io.waggle.protocol.v1.Recalled;
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

    @Test
    void toMessage_recalled_saysByWhomAndHasNoContent() {
        Message message = row(1L, null, new Amendment(5, new Id(9), 2_000L, null, null, null))
                .toMessage(3_000);

        assertThat(message)
                .isEqualTo(Message.newBuilder()
                        .setConversation(1)
                        .setSeq(7)
                        .setFrom(3)
                        .setAt(1_000)
                        .setRecalled(Recalled.newBuilder().setBy(9).setAt(2_000))
                        .setVersion(5)
                        .build());
    }

    @Test
    void quote_longText_isCutAfterTwoHundredCharacters() {
        About lengthy = new About(
                17, new Id(3), Content.newBuilder().setText("🐝".repeat(201)).build(), null);

        assertThat(lengthy.quote(0).getText()).isEqualTo("🐝".repeat(200) + "…");
        assertThat(lengthy.quote(0).getKind()).isEqualTo("text");
    }

    @Test
    void quote_goneMessage_hasItsNumberAlone() {
        About gone =
                new About(17, new Id(3), Content.newBuilder().setText("secret").build(), 1_000L);

        assertThat(gone.quote(1_000))
                .isEqualTo(Quote.newBuilder().setSeq(17).setGone(true).build());
    }

    private static EntryRow row(@Nullable Long expiresAt, @Nullable Integer burnAfter) {
        return row(expiresAt, burnAfter, null);
    }

    private static EntryRow row(@Nullable Long expiresAt, @Nullable Integer burnAfter, @Nullable Amendment amendment) {
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
                amendment,
                null);
    }
}
