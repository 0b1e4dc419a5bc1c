package io.waggle.im.group;

import io.waggle.im.conversation.Role;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Change;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Builds the log entries of a group's changes. */
public final class ChangeEntries {

    private ChangeEntries() {}

    static Change created(String name) {
        return Change.newBuilder()
                .setCreated(Change.Created.newBuilder().setName(name))
                .build();
    }

    public static Change added(Collection<Id> uids, String groupName) {
        return Change.newBuilder()
                .setAdded(Change.Added.newBuilder().addAllUids(values(uids)).setGroupName(groupName))
                .build();
    }

    public static Change joined(String groupName) {
        return Change.newBuilder()
                .setJoined(Change.Joined.newBuilder().setGroupName(groupName))
                .build();
    }

    public static Change joined(String groupName, Id approvedBy) {
        return Change.newBuilder()
                .setJoined(Change.Joined.newBuilder().setGroupName(groupName).setApprovedBy(approvedBy.value()))
                .build();
    }

    /** @param newOwner set only if the owner left */
    static Change left(@Nullable Id newOwner) {
        return Change.newBuilder()
                .setLeft(Change.Left.newBuilder().setNewOwner(newOwner == null ? 0 : newOwner.value()))
                .build();
    }

    public static Change removed(Id uid) {
        return Change.newBuilder()
                .setRemoved(Change.Removed.newBuilder().addUids(uid.value()))
                .build();
    }

    public static Change banned(Id uid) {
        return Change.newBuilder()
                .setRemoved(Change.Removed.newBuilder().addUids(uid.value()).setBanned(true))
                .build();
    }

    public static Change roleChanged(Id uid, Role role) {
        return Change.newBuilder()
                .setRoleChanged(
                        Change.RoleChanged.newBuilder().setUid(uid.value()).setRole(Change.Role.valueOf(role.name())))
                .build();
    }

    static Change ownerChanged(Id uid) {
        return Change.newBuilder()
                .setOwnerChanged(Change.OwnerChanged.newBuilder().setUid(uid.value()))
                .build();
    }

    /** One entry with the settings that differ; empty if none differs. */
    static List<Change> updated(GroupRow before, GroupRow now) {
        Change.Updated.Builder updated = Change.Updated.newBuilder();
        if (!now.name().equals(before.name())) {
            updated.setName(now.name());
        }
        if (!Objects.equals(now.avatar(), before.avatar())) {
            updated.setAvatar(orEmpty(now.avatar()));
        }
        if (!Objects.equals(now.announcement(), before.announcement())) {
            updated.setAnnouncement(orEmpty(now.announcement()));
        }
        if (now.joinPolicy() != before.joinPolicy()) {
            updated.setJoinPolicy(Change.JoinPolicy.valueOf(now.joinPolicy().name()));
        }
        if (now.history() != before.history()) {
            updated.setHistory(Change.History.valueOf(now.history().name()));
        }
        if (now.inviters() != before.inviters()) {
            updated.setInviters(Change.Inviters.valueOf(now.inviters().name()));
        }
        if (now.muteAll() != before.muteAll()) {
            updated.setMuteAll(now.muteAll());
        }
        if (now.slowMode() != before.slowMode()) {
            updated.setSlowMode(now.slowMode());
        }
        if (now.noForwarding() != before.noForwarding()) {
            updated.setNoForwarding(now.noForwarding());
        }
        boolean nothing = updated.build().equals(Change.Updated.getDefaultInstance());
        return nothing
                ? List.of()
                : List.of(Change.newBuilder().setUpdated(updated).build());
    }

    /** @param until 0: without an end */
    public static Change muted(Id uid, long until) {
        return Change.newBuilder()
                .setMuted(Change.Muted.newBuilder().setUid(uid.value()).setUntil(until))
                .build();
    }

    public static Change unmuted(Id uid) {
        return Change.newBuilder()
                .setUnmuted(Change.Unmuted.newBuilder().setUid(uid.value()))
                .build();
    }

    static Change dissolved() {
        return Change.newBuilder()
                .setDissolved(Change.Dissolved.getDefaultInstance())
                .build();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static List<Long> values(Collection<Id> uids) {
        return uids.stream().map(Id::value).toList();
    }
}
