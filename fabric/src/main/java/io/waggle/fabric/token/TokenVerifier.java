package io.waggle.fabric.token;

import io.waggle.protocol.Refused;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Verifies access tokens here, without asking anyone but for the service's keys. */
public final class TokenVerifier {

    /** Between the clocks of two machines. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final SigningKeys keys;
    private final TokenReader reader;

    public TokenVerifier(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.reader = new TokenReader(clock, SKEW);
    }

    /** Fails with {@link Refused} for a token that is not good, and with anything else when that could not be found out. */
    public CompletableFuture<Token> verify(String token) {
        try {
            return keys.find(reader.keyId(token)).thenApply(key -> reader.read(token, key));
        } catch (Refused noToken) {
            return CompletableFuture.failedFuture(noToken);
        }
    }
}
