package io.waggle.im.friend;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.http.Patch;
import io.waggle.kit.http.Check;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A change of the caller's notes about a friend. A member that is absent stays as it is.
 *
 * @param remark null or empty to remove it
 */
record FriendChange(
        @Schema(maxLength = 64) Patch<String> remark,

        @ArraySchema(maxItems = 20, schema = @Schema(minLength = 1, maxLength = 32)) @Nullable
        List<@Nullable String> tags,

        @Nullable Boolean starred) {

    private static final int REMARK_LENGTH = 64;
    private static final int TAGS = 20;
    private static final int TAG_LENGTH = 32;

    FriendshipRow applyTo(FriendshipRow row) {
        return new FriendshipRow(
                row.uid(),
                row.friendUid(),
                row.createdAt(),
                remark.over(row.remark(), FriendChange::checkedRemark),
                tags == null ? row.tags() : checkedTags(tags),
                starred == null ? row.starred() : starred,
                row.version());
    }

    private static @Nullable String checkedRemark(@Nullable String remark) {
        return remark == null || remark.isBlank() ? null : Check.line("remark", remark, REMARK_LENGTH);
    }

    private static String checkedTags(List<@Nullable String> tags) {
        if (tags.size() > TAGS) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "tags has " + tags.size() + " elements; give at most " + TAGS);
        }
        List<String> lines = Check.distinct("tags", tags).stream()
                .map(tag -> Check.line("an element of tags", tag, TAG_LENGTH))
                .distinct()
                .toList();
        return String.join("\n", lines);
    }
}
