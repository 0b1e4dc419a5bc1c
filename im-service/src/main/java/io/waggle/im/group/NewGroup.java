package io.waggle.im.group;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.kit.names.Avatar;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.util.List;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

/**
 * The request for a new group.
 *
 * @param members the first members, besides the caller
 * @param joinPolicy {@code invite} by default
 * @param history {@code joining} by default
 * @param inviters {@code members} by default
 */
record NewGroup(
        @Schema(requiredMode = REQUIRED, minLength = 1, maxLength = 64) @Nullable
        String name,

        @Schema(minLength = 1, maxLength = 512) @Nullable String avatar,
        @Schema(requiredMode = REQUIRED) @Nullable List<@Nullable Id> members,
        @Nullable JoinPolicy joinPolicy,
        @Nullable SharedHistory history,
        @Nullable Inviters inviters) {

    GroupRow row(Id gid, Id owner, long now) {
        return new GroupRow(
                gid,
                GroupRules.name(name),
                Avatar.check(avatar),
                owner,
                joinPolicy == null ? JoinPolicy.INVITE : joinPolicy,
                history == null ? SharedHistory.JOINING : history,
                inviters == null ? Inviters.MEMBERS : inviters,
                false,
                0,
                false,
                null,
                1,
                now);
    }
}
