package io.waggle.im.revision;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Content;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The text that an edit gives to a message.
 *
 * @param mentions the users that the message mentions from now on; null: nobody
 * @param mentionAll whether it mentions all members from now on
 */
record NewText(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String text,

        @Nullable List<Id> mentions,
        @Nullable Boolean mentionAll) {

    /** The same message with this text. */
    Content in(Content message) {
        if (text == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "text is missing");
        }
        Content.Builder edited =
                message.toBuilder().setText(text).clearMentions().setMentionAll(Boolean.TRUE.equals(mentionAll));
        if (mentions != null) {
            mentions.forEach(uid -> edited.addMentions(uid.value()));
        }
        return edited.build();
    }
}
