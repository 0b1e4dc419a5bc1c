package io.waggle.im.session;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.PasswordProof;
import io.waggle.protocol.DeviceSecret;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.service.http.Check;
import io.waggle.service.identity.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Logs users in and keeps them logged in. */
@Service
public class SessionService {

    private static final int NAME_LENGTH = 64;

    private final Accounts accounts;
    private final Devices devices;
    private final ProvisionedDevices provisioned;
    private final AccessTokens accessTokens;
    private final MqttProperties mqtt;
    private final Ids ids;

    SessionService(
            Accounts accounts,
            Devices devices,
            ProvisionedDevices provisioned,
            AccessTokens accessTokens,
            MqttProperties mqtt,
            Ids ids) {
        this.accounts = accounts;
        this.devices = devices;
        this.provisioned = provisioned;
        this.accessTokens = accessTokens;
        this.mqtt = mqtt;
        this.ids = ids;
    }

    /** Every login makes a new device. What is cheap to check comes before the password. */
    Session login(Login login) {
        String username = Check.present("username", login.username());
        String password = Check.present("password", login.password());
        NewDevice device = Check.present("device", login.device());
        checkName(device);
        checkPlatform(device);
        PasswordProof proof = accounts.authenticate(username, password);
        if (proof == null) {
            throw new Refused(ErrorCode.BAD_CREDENTIALS);
        }
        accounts.admit(proof.uid());
        return open(proof.uid(), device, () -> accounts.hold(proof));
    }

    /** For whoever may speak for the user without its password. */
    public Session open(Id uid, @Nullable NewDevice device) {
        return open(uid, Check.present("device", device), () -> accounts.hold(uid));
    }

    /** @param still refuses, within the transaction, what may no longer be */
    private Session open(Id uid, NewDevice device, Runnable still) {
        Id did = ids.next();
        NewLogin login = new NewLogin(did, uid, checkName(device), checkPlatform(device));
        return session(uid, did, devices.add(login, still));
    }

    private static String checkName(NewDevice device) {
        return Check.line("device.name", device.name(), NAME_LENGTH);
    }

    private static Platform checkPlatform(NewDevice device) {
        return Check.oneOf("device.platform", device.platform(), Platform.class);
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

    /** For a provisioned device, which keeps its secret and so needs no refresh token. */
    Session exchange(DeviceLogin login) {
        Id did = Check.present("did", login.did());
        String secret = Check.present("secret", login.secret());
        CredentialRow device = provisioned.ofSecret(did, DeviceSecret.hash(secret));
        if (device == null) {
            throw new Refused(ErrorCode.UNAUTHENTICATED, ProvisionedDevices.WRONG);
        }
        accounts.admit(device.uid());
        return session(device.uid(), did, device.generation(), null);
    }

    /** Before the token is spent, so that it is good again when a ban ends. */
    private void admitHolder(String token) {
        Id uid = devices.holderOf(token);
        if (uid != null) {
            accounts.admit(uid);
        }
    }

    /** Devices that log in have one credential for life. */
    private Session session(Id uid, Id did, String refreshToken) {
        return session(uid, did, 0, refreshToken);
    }

    private Session session(Id uid, Id did, int generation, @Nullable String refreshToken) {
        return new Session(
                uid,
                did,
                accessTokens.issue(uid, did, generation),
                refreshToken,
                accessTokens.life().toSeconds(),
                new Session.Mqtt(mqtt.tcpUrl(), mqtt.wsUrl()));
    }
}
