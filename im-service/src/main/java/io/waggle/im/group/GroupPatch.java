package io.waggle.im.group;

import io.swagger.v3.oas.annotations.media.Schema;
import io.waggle.im.http.Patch;
import org.jspecify.annotations.Nullable;

import java.util.EnumSet;
import java.util.Set;

/** A partial update of a group: settings left out stay as they are; null removes the avatar or the announcement. */
record GroupPatch(
        @Schema(minLength = 1, maxLength = 64) @Nullable String name,
        @Schema(minLength = 1, maxLength = 512) Patch<String> avatar,
        @Nullable JoinPolicy joinPolicy,
        @Nullable SharedHistory history,
        @Nullable Inviters inviters,
        @Nullable Boolean muteAll,
        @Schema(minimum = "0", maximum = "3600") @Nullable Integer slowMode,
        @Nullable Boolean noForwarding,
        @Schema(minLength = 1, maxLength = 2000) Patch<String> announcement) {

    /** The permissions that this update needs. */
    Set<GroupPermission> permissions() {
        Set<GroupPermission> permissions = EnumSet.noneOf(GroupPermission.class);
        if (name != null || avatar.given()) {
            permissions.add(GroupPermission.EDIT);
        }
        if (joinPolicy != null || inviters != null || muteAll != null || slowMode != null || noForwarding != null) {
            permissions.add(GroupPermission.SET_RULES);
        }
        if (history != null) {
            permissions.add(GroupPermission.SHARE_HISTORY);
        }
        if (announcement.given()) {
            permissions.add(GroupPermission.ANNOUNCE);
        }
        return permissions;
    }
}
