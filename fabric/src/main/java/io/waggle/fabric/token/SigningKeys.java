package io.waggle.fabric.token;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.fabric.v1.KeysReply;
import io.waggle.protocol.fabric.v1.KeysRequest;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A copy of the service's public keys that verify access tokens, by key id.
 *
 * <p>An unknown key id may be a new key, so the copy is fetched again, but only every few seconds: a client that invents key
 * ids learns nothing and causes no load.
 */
public final class SigningKeys {

    static final Duration REST = Duration.ofSeconds(3);

    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final Fabric fabric;
    private final Clock clock;
    private volatile Map<String, Key> keys = Map.of();

    // Guarded by this.
    private Instant nextFetch = Instant.MIN;
    private CompletableFuture<Void> fetching = CompletableFuture.completedFuture(null);

    public SigningKeys(Fabric fabric, Clock clock) {
        this.fabric = fabric;
        this.clock = clock;
    }

    /** Completes with null when there is no such key, and fails when no key is known and the service cannot be asked. */
    public CompletableFuture<@Nullable Key> find(String keyId) {
        Key known = keys.get(keyId);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        return fetch().handle((done, fault) -> {
            if (keys.isEmpty()) {
                throw new IllegalStateException("no signing keys are known", fault);
            }
            return keys.get(keyId);
        });
    }

    /** Fetches the keys, unless a fetch is running or has ended a moment ago. */
    public synchronized CompletableFuture<Void> fetch() {
        Instant now = clock.instant();
        if (fetching.isDone() && !now.isBefore(nextFetch)) {
            nextFetch = now.plus(REST);
            fetching = fabric.request(
                            Subjects.KEYS, KeysRequest.getDefaultInstance().toByteArray(), DEADLINE)
                    .thenAccept(this::replace);
        }
        return fetching;
    }

    private void replace(byte[] reply) {
        try {
            Map<String, Key> fetched = new HashMap<>();
            for (JsonWebKey key : new JsonWebKeySet(KeysReply.parseFrom(reply).getJwks()).getJsonWebKeys()) {
                fetched.put(key.getKeyId(), key.getKey());
            }
            keys = Map.copyOf(fetched);
        } catch (InvalidProtocolBufferException | JoseException malformed) {
            log.error("im-service's signing keys cannot be read; the previous keys stay in use", malformed);
        }
    }
}
