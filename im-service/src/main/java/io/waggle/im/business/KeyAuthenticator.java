package io.waggle.im.business;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.AppUsers;
import io.waggle.im.caller.Business;
import io.waggle.im.caller.BusinessAuthenticator;
import io.waggle.im.caller.Caller;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/** Authenticates business systems. A key is valid until it is revoked, for the operations of its scopes. */
@Component
class KeyAuthenticator implements BusinessAuthenticator {

    /** The precision of a key's last use, so that not every request writes to the database. */
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private static final Id NO_DEVICE = new Id(0);

    private final ApiKeyMapper mapper;
    private final Accounts accounts;
    private final AppUsers users;
    private final Clock clock;

    KeyAuthenticator(ApiKeyMapper mapper, Accounts accounts, AppUsers users, Clock clock) {
        this.mapper = mapper;
        this.accounts = accounts;
        this.users = users;
        this.clock = clock;
    }

    @Override
    public boolean canAllow(String operation) {
        return Scope.of(operation) != null;
    }

    @Override
    public Business authenticate(String apiKey, String operation) {
        KeySecret secret = KeySecret.parse(apiKey);
        ApiKeyRow row = secret == null ? null : mapper.find(secret.id());
        if (secret == null || row == null || !secret.matches(row)) {
            throw new Refused(ErrorCode.UNAUTHENTICATED, "this API key does not exist or was revoked; use another key");
        }
        Scope needed = Scope.of(operation);
        if (needed == null) {
            throw new Refused(ErrorCode.NOT_ALLOWED, "no API key allows this; log in as a user");
        }
        if (!row.scopeSet().contains(needed)) {
            throw new Refused(
                    ErrorCode.NOT_ALLOWED,
                    "this API key lacks the scope " + needed.wireName() + "; use a key with this scope");
        }
        noteUse(row);
        return new Business(row.id(), row.app());
    }

    @Override
    public Caller actAs(Business business, Id uid) {
        requireOwn(business, uid);
        accounts.admit(uid);
        return new Caller(uid, NO_DEVICE, business.app());
    }

    /** @throws Refused if this is not one of the app's users; the refusal is the same whether the user exists or not */
    void requireOwn(Business business, Id uid) {
        if (!users.owns(business.app(), uid)) {
            throw new Refused(ErrorCode.NOT_FOUND, "none of your own users has this uid; check the uid");
        }
    }

    private void noteUse(ApiKeyRow row) {
        long now = clock.millis();
        if (row.usedAt() == null || now - row.usedAt() >= USE_PRECISION.toMillis()) {
            mapper.touch(row.id(), now);
        }
    }
}
