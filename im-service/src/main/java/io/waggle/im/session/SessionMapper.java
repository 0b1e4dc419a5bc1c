package io.waggle.im.session;

import io.waggle.protocol.Id;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Devices and their refresh tokens. Every change of a session locks its device first, so there are no deadlocks. */
@Mapper
interface SessionMapper {

    void insertDevice(DeviceRow device);

    /** Returns the user of a device; null if its session has ended. */
    @Nullable
    Id findUid(@Param("did") Id did);

    /** Returns the user of a device and the generation of its valid access tokens; null if its session has ended. */
    @Nullable
    SessionRow findSession(@Param("did") Id did);

    /** Returns the user of a device and locks the session until the transaction ends. */
    @Nullable
    Id lock(@Param("did") Id did);

    List<DeviceRow> findDevices(@Param("uid") Id uid);

    void useDevice(@Param("did") Id did, @Param("usedAt") long usedAt, @Param("expiresAt") long expiresAt);

    List<DeviceRow> findDevicesExpiredBefore(@Param("expiresAt") long expiresAt, @Param("limit") int limit);

    /** Returns 0 if the device has been used in the meantime. */
    int deleteDeviceExpiredBefore(@Param("did") Id did, @Param("expiresAt") long expiresAt);

    void deleteDevice(@Param("did") Id did);

    void insertToken(@Param("hash") byte[] hash, @Param("token") RefreshTokenRow token);

    @Nullable
    RefreshTokenRow findToken(@Param("hash") byte[] hash);

    /** Returns the latest committed token, even if the transaction saw an older state before. */
    @Nullable
    RefreshTokenRow lockToken(@Param("hash") byte[] hash);

    void spendToken(@Param("hash") byte[] hash);

    void deleteTokens(@Param("did") Id did);

    int deleteTokensExpiredBefore(@Param("expiresAt") long expiresAt, @Param("limit") int limit);
}
