package io.waggle.im.session;

import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;

/**
 * The keys that sign access tokens. The newest key signs, and all of them verify.
 *
 * <p>The first service that starts creates a key. Two services that start at once may each create one. Each loads the other's
 * key when it first receives a token signed with it.
 */
@Component
class SigningKeys implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    /** The shortest time between two loads, so that made-up key ids cannot cause a query each. */
    private static final long RELOAD_MILLIS = 1_000;

    private final SigningKeyMapper mapper;
    private final Clock clock;

    /** Newest first. The list is replaced as a whole. */
    private volatile List<PublicJsonWebKey> keys = List.of();

    private volatile long loadedAt;

    SigningKeys(SigningKeyMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (load().isEmpty()) {
            mapper.insert(newKey());
            load();
            log.info("Created the first signing key of access tokens");
        }
    }

    PublicJsonWebKey newest() {
        return keys.getFirst();
    }

    /** Returns the key with this id; null if there is none. */
    @Nullable
    PublicJsonWebKey find(String kid) {
        PublicJsonWebKey known = among(keys, kid);
        if (known != null || clock.millis() - loadedAt < RELOAD_MILLIS) {
            return known;
        }
        return among(load(), kid);
    }

    /** Returns the public parts as a JWK set (RFC 7517), loaded from the database. */
    String jwks() {
        return new JsonWebKeySet(load()).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private List<PublicJsonWebKey> load() {
        List<PublicJsonWebKey> loaded =
                mapper.findAll().stream().map(SigningKeys::parse).toList();
        keys = loaded;
        loadedAt = clock.millis();
        return loaded;
    }

    private SigningKeyRow newKey() {
        try {
            OctetKeyPairJsonWebKey key = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            String kid = key.calculateBase64urlEncodedThumbprint("SHA-256");
            key.setKeyId(kid);
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.EDDSA);
            return new SigningKeyRow(kid, key.toJson(OutputControlLevel.INCLUDE_PRIVATE), clock.millis());
        } catch (JoseException fault) {
            throw new IllegalStateException("A signing key could not be created", fault);
        }
    }

    private static PublicJsonWebKey parse(SigningKeyRow row) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(row.jwk());
        } catch (JoseException fault) {
            throw new IllegalStateException("The stored signing key " + row.kid() + " is malformed", fault);
        }
    }

    private static @Nullable PublicJsonWebKey among(List<PublicJsonWebKey> keys, String kid) {
        return keys.stream()
                .filter(key -> kid.equals(key.getKeyId()))
                .findFirst()
                .orElse(null);
    }
}
