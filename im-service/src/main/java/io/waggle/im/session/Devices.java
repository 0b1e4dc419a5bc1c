package io.waggle.im.session;

import io.waggle.im.caller.Caller;
import io.waggle.im.presence.DevicePresence;
import io.waggle.im.presence.DevicePresences;
import io.waggle.kit.http.Page;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The devices of users: those that log in, each with its family of refresh tokens, and provisioned ones. */
@Service
class Devices {

    private static final int SWEPT_AT_ONCE = 1_000;

    private final SessionMapper mapper;
    private final RefreshTokens refreshTokens;
    private final Duration refreshTokenLife;
    private final TransactionTemplate transaction;
    private final DeviceLimits limits;
    private final DeviceAnnouncer announcer;
    private final DevicePresences presences;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Devices(
            SessionMapper mapper,
            RefreshTokens refreshTokens,
            SessionProperties properties,
            TransactionTemplate transaction,
            DeviceLimits limits,
            DeviceAnnouncer announcer,
            DevicePresences presences,
            ApplicationEventPublisher events,
            Clock clock) {
        this.mapper = mapper;
        this.refreshTokens = refreshTokens;
        this.refreshTokenLife = properties.refreshTokenLife();
        this.transaction = transaction;
        this.limits = limits;
        this.announcer = announcer;
        this.presences = presences;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Logs a device in. It replaces other devices if there are too many.
     *
     * @param condition runs first in the transaction and throws if the device must not be added any more; it locks the account
     *     until the transaction ends, so that only one login at a time counts the devices
     * @return the device's first refresh token
     */
    String add(NewLogin login, Runnable condition) {
        long now = clock.millis();
        DeviceRow device = login.at(now, now + refreshTokenLife.toMillis());
        Added added = Objects.requireNonNull(transaction.execute(status -> {
            condition.run();
            List<Id> replaced = limits.roomForLogin(
                    living(device.uid(), now), device.platform().deviceClass());
            replaced.forEach(this::end);
            insert(device);
            return new Added(newToken(device.did()), replaced);
        }));
        added.replaced().forEach(did -> announcer.removed(device.uid(), did, ErrorCode.DEVICE_REPLACED));
        announcer.added(device);
        return added.refreshToken();
    }

    private record Added(String refreshToken, List<Id> replaced) {}

    /** Runs within the caller's transaction, which holds the lock on the account. */
    void addProvisioned(DeviceRow device) {
        limits.requireRoomForProvisioned(
                living(device.uid(), clock.millis()), device.platform().deviceClass());
        insert(device);
    }

    private void insert(DeviceRow device) {
        mapper.insertDevice(device);
        events.publishEvent(new DeviceCreated(device.uid(), device.did()));
    }

    /** Returns the devices that count. A device whose refresh tokens have all expired does not: the next sweep removes it. */
    private List<DeviceRow> living(Id uid, long now) {
        return mapper.findDevices(uid).stream()
                .filter(device -> device.isAliveAt(now))
                .toList();
    }

    private void end(Id did) {
        mapper.lock(did);
        delete(did);
    }

    /** Returns whether this is the user's device and access tokens of this generation are still valid for it. */
    boolean isSessionValid(Id uid, Id did, int generation) {
        return new SessionRow(uid, generation).equals(mapper.findSession(did));
    }

    Page<Device> list(Caller caller) {
        List<DeviceRow> rows = mapper.findDevices(caller.uid());
        Map<Id, DevicePresence> presenceByDid =
                presences.of(caller.uid(), rows.stream().map(DeviceRow::did).toList());
        return Page.whole(rows.stream()
                .map(row -> Device.of(row, caller.did(), Objects.requireNonNull(presenceByDid.get(row.did()))))
                .toList());
    }

    /** Ends the session of one of the caller's devices, which may be the calling one. */
    void remove(Caller caller, Id did) {
        boolean removed = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean own = caller.uid().equals(mapper.lock(did));
            if (own) {
                delete(did);
            }
            return own;
        }));
        if (!removed) {
            throw new Refused(ErrorCode.NOT_FOUND);
        }
        announceEnd(caller.uid(), did);
    }

    /** Ends the user's sessions within the caller's transaction and returns their devices. The caller announces the end. */
    List<Id> endAllBut(Id uid, @Nullable Id kept) {
        List<Id> ended = mapper.findDevices(uid).stream()
                .map(DeviceRow::did)
                .filter(did -> !did.equals(kept) && uid.equals(mapper.lock(did)))
                .toList();
        ended.forEach(this::delete);
        return ended;
    }

    /** Returns the user to whom a refresh token belongs; null if it is unknown. */
    @Nullable
    Id holderOf(String token) {
        RefreshTokenRow found = mapper.findToken(RefreshTokens.hash(token));
        return found == null ? null : mapper.findUid(found.did());
    }

    /** Tells the brokers that a session has ended. Call it after the commit. */
    void announceEnd(Id uid, Id did) {
        announcer.removed(uid, did, ErrorCode.SESSION_ENDED);
    }

    /**
     * Exchanges a refresh token for a new one. If the token was exchanged before, the session ends. That end must be committed
     * too, so it is a result and not an exception.
     */
    Rotation rotate(String token) {
        byte[] hash = RefreshTokens.hash(token);
        RefreshTokenRow found = mapper.findToken(hash);
        if (found == null) {
            return new Rotation.Unknown();
        }
        return Objects.requireNonNull(transaction.execute(status -> rotate(hash, found.did())));
    }

    private Rotation rotate(byte[] hash, Id did) {
        Id uid = mapper.lock(did);
        RefreshTokenRow token = mapper.lockToken(hash);
        if (uid == null || token == null || token.expiresAt() <= clock.millis()) {
            return new Rotation.Unknown();
        }
        if (token.spent()) {
            delete(did);
            return new Rotation.Stolen(uid, did);
        }
        mapper.spendToken(hash);
        mapper.useDevice(did, clock.millis(), clock.millis() + refreshTokenLife.toMillis());
        return new Rotation.Rotated(uid, did, newToken(did));
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        long now = clock.millis();
        while (mapper.deleteTokensExpiredBefore(now, SWEPT_AT_ONCE) == SWEPT_AT_ONCE) {}
        while (sweepDevices(now) == SWEPT_AT_ONCE) {}
    }

    private int sweepDevices(long now) {
        List<DeviceRow> expired = mapper.findDevicesExpiredBefore(now, SWEPT_AT_ONCE);
        for (DeviceRow device : expired) {
            if (deleteExpired(device.did(), now)) {
                announceEnd(device.uid(), device.did());
            }
        }
        return expired.size();
    }

    private boolean deleteExpired(Id did, long now) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean deleted = mapper.deleteDeviceExpiredBefore(did, now) == 1;
            if (deleted) {
                events.publishEvent(new DeviceDeleted(did));
            }
            return deleted;
        }));
    }

    private void delete(Id did) {
        mapper.deleteTokens(did);
        mapper.deleteDevice(did);
        events.publishEvent(new DeviceDeleted(did));
    }

    private String newToken(Id did) {
        String token = refreshTokens.next();
        long expiresAt = clock.millis() + refreshTokenLife.toMillis();
        mapper.insertToken(RefreshTokens.hash(token), new RefreshTokenRow(did, false, expiresAt));
        return token;
    }
}
