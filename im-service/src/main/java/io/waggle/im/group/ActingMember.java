package io.waggle.im.group;

import io.waggle.im.conversation.Member;
import io.waggle.im.conversation.Role;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;

/** A member of a group who wants to do something, with their permissions. */
public record ActingMember(GroupRow group, Member member) {

    public Id gid() {
        return group.gid();
    }

    public Id uid() {
        return member.uid();
    }

    public Role role() {
        return member.role();
    }

    public boolean may(GroupPermission permission) {
        return permission.allows(role(), group.inviters());
    }

    /** @throws Refused if the member does not have the permission */
    public void require(GroupPermission permission) {
        if (!may(permission)) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "as " + nameOf(role()) + " you may not " + permission.action());
        }
    }

    /** @throws Refused if the member does not have the permission on the other member */
    public void requireOver(GroupPermission permission, Member other) {
        require(permission);
        if (!permission.allowsOver(role(), other.role(), group.inviters())) {
            throw new Refused(
                    ErrorCode.NOT_ALLOWED,
                    "as " + nameOf(role()) + " you may only " + permission.action() + " with a lower role; this is "
                            + nameOf(other.role()));
        }
    }

    private static String nameOf(Role role) {
        return switch (role) {
            case OWNER -> "the owner";
            case ADMIN -> "an admin";
            case MEMBER -> "a member";
        };
    }
}
