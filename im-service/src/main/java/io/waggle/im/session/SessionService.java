package io.waggle.im.session;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.PasswordProof;
import io.waggle.kit.http.Check;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.DeviceSecret;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Logs users in and refreshes their tokens. */
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

    /** Creates a device for every login. The cheap checks come before the password. */
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

    /** Opens a session for a caller that may act for the user without the user's password. */
    public Session open(Id uid, @Nullable NewDevice device) {
        return open(uid, Check.present("device", device), () -> accounts.hold(uid));
    }

    /** @param still runs within the transaction and throws if the session must not be opened any more */
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

    /** Refuses a token that is spent, unknown or too old with the same code. Only a spent one ends the session. */
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

    /** Issues an access token to a provisioned device. It keeps its secret, so it needs no refresh token. */
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

    /** Runs before the token is spent, so that the token is still valid when a ban ends. */
    private void admitHolder(String token) {
        Id uid = devices.holderOf(token);
        if (uid != null) {
            accounts.admit(uid);
        }
    }

    /** A device that logs in keeps the same credential for life. */
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
