package io.waggle.im.group;

import io.waggle.im.conversation.Role;

/** The permissions in a group and the roles that have them, in one table. Every member may see the group and leave it. */
public enum GroupPermission {
    // The grants are in this order: owner, admin, member.
    INVITE("add users or create invite codes", Grant.YES, Grant.YES, Grant.IF_MEMBERS_INVITE),
    REVOKE_INVITES("see or revoke the invite codes of others", Grant.YES, Grant.YES, Grant.NO),
    ANSWER_JOIN_REQUESTS("see or answer requests to join", Grant.YES, Grant.YES, Grant.NO),
    EDIT("change the name or the avatar", Grant.YES, Grant.YES, Grant.NO),
    ANNOUNCE("change the announcement", Grant.YES, Grant.YES, Grant.NO),
    SET_RULES("change who may join, invite, write or forward", Grant.YES, Grant.YES, Grant.NO),
    SHARE_HISTORY("change which entries new members see", Grant.YES, Grant.NO, Grant.NO),
    RECALL("recall the messages of others", Grant.YES, Grant.YES, Grant.NO),
    PIN("pin or unpin messages", Grant.YES, Grant.YES, Grant.NO),
    MENTION_ALL("mention all members", Grant.YES, Grant.YES, Grant.NO),
    SPEAK_WHILE_ALL_ARE_MUTED("write while all members are muted", Grant.YES, Grant.YES, Grant.NO),
    SPEAK_IN_SLOW_MODE("write without a pause in slow mode", Grant.YES, Grant.YES, Grant.NO),
    MUTE("mute members", Grant.OVER_LOWER, Grant.OVER_LOWER, Grant.NO),
    REMOVE("remove members", Grant.OVER_LOWER, Grant.OVER_LOWER, Grant.NO),
    BAN("ban users", Grant.OVER_LOWER, Grant.OVER_LOWER, Grant.NO),
    CHANGE_ROLES("change the role of members", Grant.OVER_LOWER, Grant.NO, Grant.NO),
    TRANSFER("transfer the group", Grant.YES, Grant.NO, Grant.NO),
    DISSOLVE("dissolve the group", Grant.YES, Grant.NO, Grant.NO);

    /** The grant of a permission to a role. */
    enum Grant {
        YES,
        NO,
        /** Allowed on members with a lower role: the owner on everyone else, an admin on plain members. */
        OVER_LOWER,
        /** Allowed if the group's {@link Inviters} are {@link Inviters#MEMBERS}. */
        IF_MEMBERS_INVITE
    }

    private final String action;
    private final Grant owner;
    private final Grant admin;
    private final Grant member;

    GroupPermission(String action, Grant owner, Grant admin, Grant member) {
        this.action = action;
        this.owner = owner;
        this.admin = admin;
        this.member = member;
    }

    /** The words that follow "may not" or "may only" in a refusal. */
    String action() {
        return action;
    }

    /** Whether the role has the permission, at least on some members. */
    boolean allows(Role role, Inviters inviters) {
        return switch (grant(role)) {
            case YES, OVER_LOWER -> true;
            case NO -> false;
            case IF_MEMBERS_INVITE -> inviters == Inviters.MEMBERS;
        };
    }

    /** Whether the role has the permission on a member with the other role. */
    boolean allowsOver(Role role, Role other, Inviters inviters) {
        boolean standsHigher = role.compareTo(other) < 0;
        return allows(role, inviters) && (grant(role) != Grant.OVER_LOWER || standsHigher);
    }

    private Grant grant(Role role) {
        return switch (role) {
            case OWNER -> owner;
            case ADMIN -> admin;
            case MEMBER -> member;
        };
    }
}
