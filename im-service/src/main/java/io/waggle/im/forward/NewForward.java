package io.waggle.im.forward;

import com.google.protobuf.ByteString;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.kit.http.Check;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Limits;
import io.waggle.protocol.MessageIds;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.List;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/** The request to forward messages. */
record NewForward(
        @Schema(requiredMode = REQUIRED) @Nullable Source from,

        @ArraySchema(minItems = 1, maxItems = Limits.FORWARD_TARGETS, arraySchema = @Schema(requiredMode = REQUIRED))
        @Nullable
        List<@Nullable ForwardTarget> to,

        @Schema(description = "Whether the messages become one message that contains them. Without it they stay single")
        @Nullable
        Boolean combined,

        @Schema(
                description = "The title of the combined message",
                minLength = 1,
                maxLength = Limits.COMBINED_TITLE_LENGTH)
        @Nullable
        String title,

        @Schema(description = "Whether readers do not learn who wrote the messages, and when") @Nullable
        Boolean hideSource,

        @Schema(description = "With the same id, what was forwarded is not forwarded again", format = "uuid") @Nullable
        String id) {

    /** The messages to forward. */
    record Source(
            @Schema(requiredMode = REQUIRED) @Nullable Id conversation,

            @ArraySchema(
                    minItems = 1,
                    maxItems = Limits.FORWARDED_MESSAGES,
                    uniqueItems = true,
                    arraySchema = @Schema(requiredMode = REQUIRED))
            @Nullable
            List<@Nullable Long> seqs) {}

    /** @throws Refused if a member is missing or wrong */
    Forwarding by(Id uid, ByteString newId) {
        Source source = Check.present("from", from);
        List<Long> seqs =
                sized("from.seqs", Check.distinct("from.seqs", source.seqs), Limits.FORWARDED_MESSAGES).stream()
                        .sorted()
                        .toList();
        boolean isCombined = Boolean.TRUE.equals(combined);
        if (title != null && !isCombined) {
            throw invalid("title is only for a combined message; set combined, or leave title out");
        }
        String line = Check.optionalLine("title", title, Limits.COMBINED_TITLE_LENGTH);
        return new Forwarding(
                uid,
                Check.present("from.conversation", source.conversation),
                seqs,
                isCombined,
                line == null ? "" : line,
                Boolean.TRUE.equals(hideSource),
                id == null ? newId : parsed(id));
    }

    List<ForwardTarget> targets() {
        List<ForwardTarget> targets = sized("to", Check.distinct("to", to), Limits.FORWARD_TARGETS);
        targets.forEach(ForwardTarget::destination);
        return targets;
    }

    private static ByteString parsed(String id) {
        ByteString parsed = MessageIds.parse(id);
        if (parsed == null) {
            throw invalid("id must be a UUID, such as \"0197c3a0-1b2c-7def-8123-456789abcdef\"");
        }
        return parsed;
    }

    private static <T> List<T> sized(String name, List<T> list, int max) {
        if (list.isEmpty() || list.size() > max) {
            throw invalid(name + " has " + list.size() + " elements; it must have 1 to " + max);
        }
        return list;
    }

    private static Refused invalid(String detail) {
        return new Refused(ErrorCode.INVALID_REQUEST, detail);
    }
}
