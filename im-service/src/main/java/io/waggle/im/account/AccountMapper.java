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
     * Fails on a unique key if the username is taken, or another that looks like it.
     *
     * @param usernameForm what all usernames that look like it have in common
     */
    void insert(@Param("row") AccountRow row, @Param("usernameForm") String usernameForm);

    boolean isUsernameFormTaken(@Param("usernameForm") String usernameForm);

    @Nullable
    AccountRow find(@Param("uid") Id uid);

    /** The same, and keeps others from changing the account until the transaction ends. */
    @Nullable
    AccountRow lock(@Param("uid") Id uid);

    @Nullable
    AccountRow findByUsername(@Param("username") String username);

    /** Those who have not given their account up. */
    Set<Id> findLiving(@Param("uids") Collection<Id> uids);

    List<Profile> findProfiles(@Param("uids") Collection<Id> uids);

    /**
     * Users who let everyone find them, and those of {@code friends} who let friends, in the order of their names.
     *
     * @param prefix how the username begins, with | before each _
     * @param phone in place of a prefix
     * @param after the name below which none is sought
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

    /** Nothing of the user stays but the uid and the name that nobody is to get again. */
    void anonymise(@Param("uid") Id uid, @Param("nickname") String nickname);

    /** The account is the business system's own from now on. */
    void claim(@Param("uid") Id uid, @Param("app") String app);

    /** Null if no business system made it, or there is none. */
    @Nullable
    String findApp(@Param("uid") Id uid);

    List<Id> findOfApp(@Param("app") String app, @Param("afterUid") Id afterUid, @Param("limit") int limit);

    /** Those of the users who are the business system's own and have not given their account up. */
    Set<Id> findOfAppAmong(@Param("app") String app, @Param("uids") Collection<Id> uids);
}
