package io.waggle.im.session;

import io.waggle.im.RunningService;
import io.waggle.protocol.Id;

/** Access tokens for devices that a test has put into the database itself. */
public final class TestTokens {

    private final AccessTokens tokens;

    public TestTokens(RunningService service) {
        tokens = service.bean(AccessTokens.class);
    }

    public String issue(Id uid, Id did) {
        return tokens.issue(uid, did, 0);
    }
}
