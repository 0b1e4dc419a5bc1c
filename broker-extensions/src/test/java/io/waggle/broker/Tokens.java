package io.waggle.broker;

import io.waggle.protocol.Id;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** Issues access tokens: valid ones like the service, and forged ones. */
public final class Tokens {

    private final OctetKeyPairJsonWebKey key;

    public Tokens(String keyId) {
        try {
            key = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            key.setKeyId(keyId);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public String jwks() {
        return new JsonWebKeySet(key).toJson();
    }

    public String issue(Id uid, Id did) {
        return issue(uid, did, claims -> {});
    }

    public String issue(Id uid, Id did, Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("waggle");
        claims.setAudience("waggle");
        claims.setSubject(uid.toString());
        claims.setStringClaim("did", did.toString());
        claims.setIssuedAtToNow();
        expireIn(claims, Duration.ofMinutes(15));
        claims.setGeneratedJwtId();
        change.accept(claims);
        return sign(claims);
    }

    public static void expireIn(JwtClaims claims, Duration life) {
        claims.setExpirationTime(
                NumericDate.fromMilliseconds(Instant.now().plus(life).toEpochMilli()));
    }

    private String sign(JwtClaims claims) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
