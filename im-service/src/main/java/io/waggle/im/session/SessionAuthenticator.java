package io.waggle.im.session;

import io.waggle.fabric.token.Token;
import io.waggle.im.account.Accounts;
import io.waggle.im.caller.Caller;
import io.waggle.im.caller.CallerAuthenticator;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

/**
 * Authenticates callers. A token is valid while its signature is right, it has not expired, its device is logged in, and its
 * user may act.
 */
@Component
class SessionAuthenticator implements CallerAuthenticator {

    private final AccessTokens tokens;
    private final Devices devices;
    private final Accounts accounts;

    SessionAuthenticator(AccessTokens tokens, Devices devices, Accounts accounts) {
        this.tokens = tokens;
        this.devices = devices;
        this.accounts = accounts;
    }

    @Override
    public Caller authenticate(String accessToken) {
        Token token = tokens.read(accessToken);
        Caller caller = new Caller(token.uid(), token.did());
        admit(caller, token.generation());
        return caller;
    }

    @Override
    public void admit(Caller caller, int generation) {
        if (!devices.isSessionValid(caller.uid(), caller.did(), generation)) {
            throw new Refused(ErrorCode.SESSION_ENDED);
        }
        accounts.admit(caller.uid());
    }

    @Override
    public void requireAdministrator(Caller caller) {
        accounts.requireAdministrator(caller.uid());
    }
}
