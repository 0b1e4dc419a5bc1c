package io.waggle.im.business;

import io.waggle.im.account.AccountService;
import io.waggle.im.account.Accounts;
import io.waggle.im.account.Profile;
import io.waggle.im.account.Registered;
import io.waggle.im.account.Registration;
import io.waggle.im.http.Business;
import io.waggle.im.http.Page;
import io.waggle.im.session.Session;
import io.waggle.im.session.SessionService;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** The users whom a business system has made. */
@Service
class BusinessUsers {

    private static final Id BELOW_ALL = new Id(0);

    private static final int PASSWORD_BYTES = 32;

    private final ApiKeyMapper mapper;
    private final AccountService registrations;
    private final Accounts accounts;
    private final SessionService sessions;
    private final KeyAuthenticator keys;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    BusinessUsers(
            ApiKeyMapper mapper,
            AccountService registrations,
            Accounts accounts,
            SessionService sessions,
            KeyAuthenticator keys,
            TransactionTemplate transaction,
            Clock clock) {
        this.mapper = mapper;
        this.registrations = registrations;
        this.accounts = accounts;
        this.sessions = sessions;
        this.keys = keys;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Without a password the user has one that nobody knows, and comes in by the sessions that the system opens for it. */
    Registered create(Business business, Registration registration) {
        Registration whole = registration.password() == null ? registration.withPassword(unknown()) : registration;
        return Objects.requireNonNull(transaction.execute(status -> {
            Registered registered = registrations.register(whole);
            mapper.insertUser(registered.uid(), business.app(), clock.millis());
            return registered;
        }));
    }

    /** In the order of their uids. */
    Page<Profile> list(Business business, @Nullable Id cursor, @Nullable Integer limit) {
        int size = Page.limit(limit);
        Page<Id> page = Page.of(
                mapper.findUsers(business.app(), cursor == null ? BELOW_ALL : cursor, size + 1), size, uid -> uid);
        Map<Id, Profile> profiles = accounts.profiles(page.items());
        return page.map(uid -> Objects.requireNonNull(profiles.get(uid)));
    }

    /** As if the user had logged in on a new device. */
    Session open(Business business, Id uid, NewSession wanted) {
        keys.requireOwn(business, uid);
        return sessions.open(uid, wanted.device());
    }

    private String unknown() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
