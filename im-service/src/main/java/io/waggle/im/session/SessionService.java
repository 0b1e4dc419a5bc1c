package io.waggle.im.session;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.PasswordProof;
import io.waggle.im.http.Check;
import io.waggle.im.identity.Ids;
import io.waggle.im.session.Login.NewDevice;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Service;

import java.time.Clock;

/** Logs users in and keeps them logged in. */
@Service
class SessionService {

    private static final int NAME_LENGTH = 64;

    private final Accounts accounts;
    private final Devices devices;
    private final AccessTokens accessTokens;
    private final MqttProperties mqtt;
    private final Ids ids;
    private final Clock clock;

    SessionService(
            Accounts accounts, Devices devices, AccessTokens accessTokens, MqttProperties mqtt, Ids ids, Clock clock) {
        this.accounts = accounts;
        this.devices = devices;
        this.accessTokens = accessTokens;
        this.mqtt = mqtt;
        this.ids = ids;
        this.clock = clock;
    }

    /** Every login makes a new device. What is cheap to check comes before the password. */
    Session login(Login login) {
        String username = Check.present("username", login.username());
        String password = Check.present("password", login.password());
        NewDevice device = Check.present("device", login.device());
        String name = Check.line("device.name", device.name(), NAME_LENGTH);
        Platform platform = Platform.ofWireName(Check.present("device.platform", device.platform()));
        PasswordProof proof = accounts.authenticate(username, password);
        if (proof == null) {
            throw new Refused(ErrorCode.BAD_CREDENTIALS);
        }
        accounts.admit(proof.uid());
        Id did = ids.next();
        String refreshToken = devices.add(
                new DeviceRow(did, proof.uid(), name, platform, clock.millis()), () -> accounts.hold(proof));
        return session(proof.uid(), did, refreshToken);
    }

    /** A token that is spent, unknown or too old ends in the same refusal; only the first of them ends the session. */
    Session refresh(Refresh refresh) {
        String token = Check.present("refreshToken", refresh.refreshToken());
        admitHolder(token);
        return switch (devices.rotate(token)) {
            case Rotation.Rotated rotated -> session(rotated.uid(), rotated.did(), rotated.refreshToken());
            case Rotation.Stolen stolen -> {
                devices.announceEnd(stolen.uid(), stolen.did());
                throw new Refused(ErrorCode.SESSION_ENDED);
            }
            case Rotation.Unknown unknown -> throw new Refused(ErrorCode.SESSION_ENDED);
        };
    }

    /** Before the token is spent, so that it is good again when a ban ends. */
    private void admitHolder(String token) {
        Id uid = devices.holderOf(token);
        if (uid != null) {
            accounts.admit(uid);
        }
    }

    private Session session(Id uid, Id did, String refreshToken) {
        return new Session(
                uid,
                did,
                accessTokens.issue(uid, did),
                refreshToken,
                accessTokens.life().toSeconds(),
                new Session.Mqtt(mqtt.tcpUrl(), mqtt.wsUrl()));
    }
}
