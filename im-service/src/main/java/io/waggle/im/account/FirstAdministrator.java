package io.waggle.im.account;

import io.waggle.kit.identity.Ids;
import io.waggle.kit.names.Names;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DuplicateKeyException;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Creates the administrator's account at the first start. Nobody else can get its username, so the account itself shows that it
 * was created. If several services start at once, the unique key lets one of them create it.
 */
final class FirstAdministrator implements SmartInitializingSingleton {

    static final String USERNAME = "admin";

    private static final int PASSWORD_BYTES = 15;

    private final AccountMapper mapper;
    private final Passwords passwords;
    private final AdminProperties properties;
    private final Ids ids;
    private final Clock clock;
    private final Consumer<String> console;

    /** @param console where the operator reads a random password; not a log, because logs are stored and passed on */
    FirstAdministrator(
            AccountMapper mapper,
            Passwords passwords,
            AdminProperties properties,
            Ids ids,
            Clock clock,
            Consumer<String> console) {
        this.mapper = mapper;
        this.passwords = passwords;
        this.properties = properties;
        this.ids = ids;
        this.clock = clock;
        this.console = console;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (mapper.findByUsername(USERNAME) == null) {
            make(properties.password());
        }
    }

    private void make(@Nullable String chosen) {
        String password = chosen == null ? random() : AccountRules.checkPassword("waggle.admin.password", chosen);
        NewAccount account = new NewAccount(USERNAME, password, "Administrator", null, null, null, null);
        try {
            mapper.insert(
                    account.row(ids.next(), passwords.hash(password), Role.ADMIN, clock.millis()),
                    Names.formOfUsername(USERNAME));
        } catch (DuplicateKeyException madeMeanwhile) {
            return;
        }
        if (chosen == null) {
            console.accept("Administrator: username " + USERNAME + ", password " + password
                    + " (shown this once; change it with PUT /v1/me/password)");
        }
    }

    private static String random() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
