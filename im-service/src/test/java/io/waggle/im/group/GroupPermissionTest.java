package io.waggle.im.group;

import io.waggle.im.conversation.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class GroupPermissionTest {

    /** Each permission: whether owner, admin, member have it; and a member where members do not invite. */
    @ParameterizedTest
    @CsvSource({
        "INVITE,                    yes, yes, yes, no",
        "REVOKE_INVITES,            yes, yes, no,  no",
        "ANSWER_JOIN_REQUESTS,      yes, yes, no,  no",
        "EDIT,                      yes, yes, no,  no",
        "ANNOUNCE,                  yes, yes, no,  no",
        "SET_RULES,                 yes, yes, no,  no",
        "SHARE_HISTORY,             yes, no,  no,  no",
        "RECALL,                    yes, yes, no,  no",
        "PIN,                       yes, yes, no,  no",
        "MENTION_ALL,               yes, yes, no,  no",
        "SPEAK_WHILE_ALL_ARE_MUTED, yes, yes, no,  no",
        "SPEAK_IN_SLOW_MODE,        yes, yes, no,  no",
        "MUTE,                      yes, yes, no,  no",
        "REMOVE,                    yes, yes, no,  no",
        "BAN,                       yes, yes, no,  no",
        "CHANGE_ROLES,              yes, no,  no,  no",
        "TRANSFER,                  yes, no,  no,  no",
        "DISSOLVE,                  yes, no,  no,  no",
    })
    void allows_everyRole_asInTheTable(
            GroupPermission permission, String owner, String admin, String member, String memberElsewhere) {
        assertThat(said(permission, Role.OWNER, Inviters.ADMINS)).isEqualTo(owner);
        assertThat(said(permission, Role.ADMIN, Inviters.ADMINS)).isEqualTo(admin);
        assertThat(said(permission, Role.MEMBER, Inviters.MEMBERS)).isEqualTo(member);
        assertThat(said(permission, Role.MEMBER, Inviters.ADMINS)).isEqualTo(memberElsewhere);
    }

    /** What is done to somebody: by whom (rows) to whom. */
    @ParameterizedTest
    @CsvSource({
        "REMOVE,       OWNER,  no, yes, yes",
        "REMOVE,       ADMIN,  no, no,  yes",
        "REMOVE,       MEMBER, no, no,  no",
        "MUTE,         OWNER,  no, yes, yes",
        "MUTE,         ADMIN,  no, no,  yes",
        "MUTE,         MEMBER, no, no,  no",
        "BAN,          OWNER,  no, yes, yes",
        "BAN,          ADMIN,  no, no,  yes",
        "BAN,          MEMBER, no, no,  no",
        "CHANGE_ROLES, OWNER,  no, yes, yes",
        "CHANGE_ROLES, ADMIN,  no, no,  no",
        "CHANGE_ROLES, MEMBER, no, no,  no",
    })
    void allowsOver_everyPair_onlyThoseBelow(
            GroupPermission permission, Role role, String owner, String admin, String member) {
        assertThat(permission.allowsOver(role, Role.OWNER, Inviters.MEMBERS)).isEqualTo(owner.equals("yes"));
        assertThat(permission.allowsOver(role, Role.ADMIN, Inviters.MEMBERS)).isEqualTo(admin.equals("yes"));
        assertThat(permission.allowsOver(role, Role.MEMBER, Inviters.MEMBERS)).isEqualTo(member.equals("yes"));
    }

    /** A new permission is to be added to the table above. */
    @ParameterizedTest
    @EnumSource(GroupPermission.class)
    void table_everyPermission_isInIt(GroupPermission permission) throws NoSuchMethodException {
        String[] rows = GroupPermissionTest.class
                .getDeclaredMethod(
                        "allows_everyRole_asInTheTable",
                        GroupPermission.class,
                        String.class,
                        String.class,
                        String.class,
                        String.class)
                .getAnnotation(CsvSource.class)
                .value();
        Set<String> named = Arrays.stream(rows).map(row -> row.split(",", 2)[0]).collect(Collectors.toSet());

        assertThat(named).contains(permission.name());
    }

    private static String said(GroupPermission permission, Role role, Inviters inviters) {
        return permission.allows(role, inviters) ? "yes" : "no";
    }
}
