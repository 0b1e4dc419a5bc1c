package io.waggle.im.log;

import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.GroupLeft;

import java.util.List;

/** The members who join or leave with a change of a group. */
sealed interface Movement {

    /** These users become members with the entry. */
    record In(List<Id> uids, String groupName) implements Movement {}

    /** These users stop being members with the entry. */
    record Out(List<Id> uids, GroupLeft.Reason reason) implements Movement {}

    /** All members leave: the group is dissolved. */
    record Dissolved() implements Movement {}

    record None() implements Movement {}

    static Movement of(Id actor, Change change) {
        return switch (change.getWhatCase()) {
            case CREATED -> new In(List.of(actor), change.getCreated().getName());
            case ADDED ->
                new In(ids(change.getAdded().getUidsList()), change.getAdded().getGroupName());
            case JOINED -> new In(List.of(actor), change.getJoined().getGroupName());
            case LEFT -> new Out(List.of(actor), GroupLeft.Reason.LEFT);
            case REMOVED -> new Out(ids(change.getRemoved().getUidsList()), GroupLeft.Reason.REMOVED);
            case DISSOLVED -> new Dissolved();
            case ROLE_CHANGED, OWNER_CHANGED, UPDATED, MUTED, UNMUTED, WHAT_NOT_SET -> new None();
        };
    }

    private static List<Id> ids(List<Long> uids) {
        return uids.stream().map(Id::new).toList();
    }
}
