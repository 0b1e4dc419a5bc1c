package io.waggle.im.group;

import io.waggle.im.http.Patch;

import java.util.EnumSet;
import java.util.Set;

/** What is to change of a group: what is left out stays; null takes avatar or announcement away. */
record GroupPatch(
        Patch<String> name,
        Patch<String> avatar,
        Patch<JoinPolicy> joinPolicy,
        Patch<SharedHistory> history,
        Patch<Inviters> inviters,
        Patch<Boolean> muteAll,
        Patch<String> announcement) {

    /** What it takes to change that. */
    Set<GroupPermission> permissions() {
        Set<GroupPermission> permissions = EnumSet.noneOf(GroupPermission.class);
        if (name.given() || avatar.given()) {
            permissions.add(GroupPermission.EDIT);
        }
        if (joinPolicy.given() || inviters.given() || muteAll.given()) {
            permissions.add(GroupPermission.SET_RULES);
        }
        if (history.given()) {
            permissions.add(GroupPermission.SHARE_HISTORY);
        }
        if (announcement.given()) {
            permissions.add(GroupPermission.ANNOUNCE);
        }
        return permissions;
    }
}
