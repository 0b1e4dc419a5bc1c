package io.waggle.fabric.token;

import io.waggle.protocol.Refused;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Verifies access tokens locally; only the service's keys are fetched. */
public final class TokenVerifier {

    /** The allowed difference between the clocks of two machines. */
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final SigningKeys keys;
    private final TokenReader reader;

    public TokenVerifier(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.reader = new TokenReader(clock, SKEW);
    }

    /** Fails with {@link Refused} for an invalid token, and with another exception if its validity could not be checked. */
    public CompletableFuture<Token> verify(String token) {
        try {
            return keys.find(reader.keyId(token)).thenApply(key -> reader.read(token, key));
        } catch (Refused noToken) {
            return CompletableFuture.failedFuture(noToken);
        }
    }
}
