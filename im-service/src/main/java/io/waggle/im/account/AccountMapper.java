package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Set;

@Mapper
interface AccountMapper {

    /**
     * Fails on a unique key if the username, or one that looks like it, is taken.
     *
     * @param usernameForm the form that all usernames that look like this one share
     */
    void insert(@Param("row") AccountRow row, @Param("usernameForm") String usernameForm);

    boolean isUsernameFormTaken(@Param("usernameForm") String usernameForm);

    @Nullable
    AccountRow find(@Param("uid") Id uid);

    /** Finds the account and locks it until the transaction ends. */
    @Nullable
    AccountRow lock(@Param("uid") Id uid);

    @Nullable
    AccountRow findByUsername(@Param("username") String username);

    /** Returns the users among these whose account is not deactivated. */
    Set<Id> findLiving(@Param("uids") Collection<Id> uids);

    List<Profile> findProfiles(@Param("uids") Collection<Id> uids);

    /**
     * Finds users who can be found by everyone, and those of {@code friends} who can be found by friends, ordered by username.
     *
     * @param prefix the beginning of the username, with | before each _
     * @param phone given instead of a prefix
     * @param after returns only usernames after this one
     */
    List<Profile> search(
            @Param("prefix") @Nullable String prefix,
            @Param("phone") @Nullable String phone,
            @Param("friends") Collection<Id> friends,
            @Param("after") String after,
            @Param("limit") int limit);

    @Nullable
    StandingRow findStanding(@Param("uid") Id uid);

    @Nullable
    Privacy findPrivacy(@Param("uid") Id uid);

    void updateProfile(AccountRow row);

    void updatePrivacy(@Param("uid") Id uid, @Param("privacy") Privacy privacy);

    void updatePassword(@Param("uid") Id uid, @Param("passwordHash") String passwordHash);

    void ban(@Param("uid") Id uid, @Param("reason") String reason, @Param("until") @Nullable Long until);

    void unban(@Param("uid") Id uid);

    /** Deletes everything about the user except the uid and the username, which nobody else may get again. */
    void anonymise(@Param("uid") Id uid, @Param("nickname") String nickname);

    /** Makes the account one of the business system's own. */
    void claim(@Param("uid") Id uid, @Param("app") String app);

    /** Null if no business system made the account, or if there is no such account. */
    @Nullable
    String findApp(@Param("uid") Id uid);

    List<Id> findOfApp(@Param("app") String app, @Param("afterUid") Id afterUid, @Param("limit") int limit);

    /** Returns the users among these who are the business system's own and whose account is not deactivated. */
    Set<Id> findOfAppAmong(@Param("app") String app, @Param("uids") Collection<Id> uids);
}
