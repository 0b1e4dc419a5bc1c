package io.waggle.im.group;

import io.waggle.im.conversation.Role;

/** Who may do what in a group: the one table. What is not in it, seeing and leaving, every member may. */
enum GroupPermission {
    // In this order: the owner, an admin, a member.
    INVITE("bring others in", Grant.YES, Grant.YES, Grant.IF_MEMBERS_INVITE),
    REVOKE_INVITES("see and revoke the codes of others", Grant.YES, Grant.YES, Grant.NO),
    ANSWER_JOIN_REQUESTS("see and answer requests to join", Grant.YES, Grant.YES, Grant.NO),
    EDIT("change name and avatar", Grant.YES, Grant.YES, Grant.NO),
    ANNOUNCE("announce something", Grant.YES, Grant.YES, Grant.NO),
    SET_RULES("change who may join, invite and speak", Grant.YES, Grant.YES, Grant.NO),
    SHARE_HISTORY("change what new members see", Grant.YES, Grant.NO, Grant.NO),
    SPEAK_WHILE_ALL_ARE_MUTED("speak while all are muted", Grant.YES, Grant.YES, Grant.NO),
    MUTE("mute", Grant.OVER_LOWER, Grant.OVER_LOWER, Grant.NO),
    REMOVE("remove", Grant.OVER_LOWER, Grant.OVER_LOWER, Grant.NO),
    BAN("ban", Grant.OVER_LOWER, Grant.OVER_LOWER, Grant.NO),
    CHANGE_ROLES("change the role of", Grant.OVER_LOWER, Grant.NO, Grant.NO),
    TRANSFER("hand the group over", Grant.YES, Grant.NO, Grant.NO),
    DISSOLVE("dissolve the group", Grant.YES, Grant.NO, Grant.NO);

    /** What a role is allowed. */
    enum Grant {
        YES,
        NO,
        /** To those who stand lower: the owner over everyone else, an admin over members. */
        OVER_LOWER,
        /** As the group's {@link Inviters} say. */
        IF_MEMBERS_INVITE
    }

    private final String doing;
    private final Grant owner;
    private final Grant admin;
    private final Grant member;

    GroupPermission(String doing, Grant owner, Grant admin, Grant member) {
        this.doing = doing;
        this.owner = owner;
        this.admin = admin;
        this.member = member;
    }

    /** As it is said behind "may not". */
    String doing() {
        return doing;
    }

    /** Whether it may be done, to someone at least. */
    boolean allows(Role role, Inviters inviters) {
        return switch (grant(role)) {
            case YES, OVER_LOWER -> true;
            case NO -> false;
            case IF_MEMBERS_INVITE -> inviters == Inviters.MEMBERS;
        };
    }

    /** Whether it may be done to a member. */
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
