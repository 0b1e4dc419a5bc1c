package io.waggle.im.revision;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.media.MediaClaims;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Content;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an edit gives to a message: a text if the message is a text, a caption if it shows media.
 *
 * @param caption empty: no caption
 * @param mentions the users that the message mentions from now on; null: nobody
 * @param mentionAll whether it mentions all members from now on
 */
record NewText(
        @Schema(description = "The new text of a text message") @Nullable
        String text,

        @Schema(description = "The new caption of a message with media; empty for none") @Nullable
        String caption,

        @Nullable List<Id> mentions,
        @Nullable Boolean mentionAll) {

    /**
     * The same message with this text or caption.
     *
     * @throws Refused if the message cannot have it
     */
    Content in(Content message) {
        if ((text == null) == (caption == null)) {
            throw invalid("give either text, for a text message, or caption, for a message with media");
        }
        Content.Builder edited = message.toBuilder().clearMentions().setMentionAll(mentionsAll());
        if (text != null) {
            requireText(message);
            edited.setText(text);
        }
        if (caption != null) {
            requireMedia(message);
            edited.setCaption(caption);
        }
        if (mentions != null) {
            mentions.forEach(uid -> edited.addMentions(uid.value()));
        }
        return edited.build();
    }

    boolean mentionsAll() {
        return Boolean.TRUE.equals(mentionAll);
    }

    private static void requireText(Content message) {
        if (!message.hasText()) {
            throw invalid(
                    MediaClaims.hasMedia(message)
                            ? "the message shows media; give caption in place of text"
                            : "the message has neither text nor media; it cannot be edited");
        }
    }

    private static void requireMedia(Content message) {
        if (!MediaClaims.hasMedia(message)) {
            throw invalid(
                    message.hasText()
                            ? "the message is a text; give text in place of caption"
                            : "the message has neither text nor media; it cannot be edited");
        }
    }

    private static Refused invalid(String detail) {
        return new Refused(ErrorCode.INVALID_REQUEST, detail);
    }
}
