package io.waggle.im.sweep;

import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.im.session.TestTokens;

/** Makes worlds. */
final class SweptWorlds {

    private final RunningService service;
    private final TestTokens tokens;
    private final String passwordHash;

    SweptWorlds(RunningService service) {
        this.service = service;
        this.tokens = new TestTokens(service);
        User user = service.http().newUser();
        passwordHash = service.sql()
                .sql("select password_hash from account where uid = ?")
                .param(user.uid().value())
                .query(String.class)
                .single();
    }

    SweptWorld next() {
        return new SweptWorld(service, tokens, passwordHash);
    }
}
