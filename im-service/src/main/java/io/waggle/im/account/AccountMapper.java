package io.waggle.im.account;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;

@Mapper
interface AccountMapper {

    /** Fails on a unique key if the username is taken. */
    void insert(AccountRow row);

    @Nullable
    AccountRow find(@Param("uid") Id uid);

    @Nullable
    AccountRow findByUsername(@Param("username") String username);

    List<Profile> findProfiles(@Param("uids") Collection<Id> uids);
}
