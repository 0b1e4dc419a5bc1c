package io.waggle.im.business;

import io.waggle.im.account.Accounts;
import io.waggle.im.account.AppUsers;
import io.waggle.im.account.Profile;
import io.waggle.im.account.Registered;
import io.waggle.im.account.Registration;
import io.waggle.im.caller.Business;
import io.waggle.im.session.Session;
import io.waggle.im.session.SessionService;
import io.waggle.kit.http.Page;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** The users whom a business system has made. */
@Service
class BusinessUsers {

    private static final int PASSWORD_BYTES = 32;

    private final AppUsers users;
    private final Accounts accounts;
    private final SessionService sessions;
    private final KeyAuthenticator keys;
    private final SecureRandom random;

    BusinessUsers(
            AppUsers users, Accounts accounts, SessionService sessions, KeyAuthenticator keys, SecureRandom random) {
        this.users = users;
        this.accounts = accounts;
        this.sessions = sessions;
        this.keys = keys;
        this.random = random;
    }

    /** Creates a user. Without a password the user gets a random, unknown one, and the system opens sessions for them. */
    Registered create(Business business, Registration registration) {
        Registration complete =
                registration.password() == null ? registration.withPassword(randomPassword()) : registration;
        return users.register(business.app(), complete);
    }

    /** Ordered by uid. */
    Page<Profile> list(Business business, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        Page<Id> page = Page.of(users.list(business.app(), cursor, size + 1), size, uid -> uid);
        Map<Id, Profile> profiles = accounts.profiles(page.items());
        return page.map(uid -> Objects.requireNonNull(profiles.get(uid)));
    }

    /** Opens a session as if the user had logged in on a new device. */
    Session open(Business business, Id uid, NewSession wanted) {
        keys.requireOwn(business, uid);
        return sessions.open(uid, wanted.device());
    }

    private String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
