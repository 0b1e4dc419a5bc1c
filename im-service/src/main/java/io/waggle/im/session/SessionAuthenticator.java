package io.waggle.im.session;

import io.waggle.im.http.Caller;
import io.waggle.im.http.CallerAuthenticator;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

/** A token is good while its signature and time are, and its device is still logged in. */
@Component
class SessionAuthenticator implements CallerAuthenticator {

    private final AccessTokens tokens;
    private final Devices devices;

    SessionAuthenticator(AccessTokens tokens, Devices devices) {
        this.tokens = tokens;
        this.devices = devices;
    }

    @Override
    public Caller authenticate(String accessToken) {
        Caller caller = tokens.verify(accessToken);
        if (!caller.uid().equals(devices.uidOf(caller.did()))) {
            throw new Refused(ErrorCode.SESSION_ENDED);
        }
        return caller;
    }
}
