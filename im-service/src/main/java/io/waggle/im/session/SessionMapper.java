package io.waggle.im.session;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Devices and their refresh tokens. Whoever changes a session locks its device first, so nobody waits in a circle. */
@Mapper
interface SessionMapper {

    void insertDevice(DeviceRow device);

    /** Whose device it is; null when its session has ended. */
    @Nullable
    Id findUid(@Param("did") Id did);

    /** Whose device it is and which access tokens are good; null when its session has ended. */
    @Nullable
    SessionRow findSession(@Param("did") Id did);

    /** Whose device it is, and keeps others from changing the session until the transaction ends. */
    @Nullable
    Id lock(@Param("did") Id did);

    List<DeviceRow> findDevices(@Param("uid") Id uid);

    void useDevice(@Param("did") Id did, @Param("usedAt") long usedAt, @Param("expiresAt") long expiresAt);

    List<DeviceRow> findDevicesExpiredBefore(@Param("expiresAt") long expiresAt, @Param("limit") int limit);

    /** Returns 0 if it has been used meanwhile. */
    int deleteDeviceExpiredBefore(@Param("did") Id did, @Param("expiresAt") long expiresAt);

    void deleteDevice(@Param("did") Id did);

    void insertToken(@Param("hash") byte[] hash, @Param("token") RefreshTokenRow token);

    @Nullable
    RefreshTokenRow findToken(@Param("hash") byte[] hash);

    /** As it is now, whatever the transaction saw before. */
    @Nullable
    RefreshTokenRow lockToken(@Param("hash") byte[] hash);

    void spendToken(@Param("hash") byte[] hash);

    void deleteTokens(@Param("did") Id did);

    int deleteTokensExpiredBefore(@Param("expiresAt") long expiresAt, @Param("limit") int limit);
}
