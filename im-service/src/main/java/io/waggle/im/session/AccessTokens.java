package io.waggle.im.session;

import io.waggle.im.http.Caller;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Writes and reads access tokens: JWTs signed with EdDSA that name a user and a device. */
@Component
class AccessTokens {

    private static final String WAGGLE = "waggle";
    private static final String DID = "did";
    private static final String GENERATION = "gen";
    private static final int JTI_BYTES = 12;

    private final SigningKeys keys;
    private final Clock clock;
    private final Duration life;

    AccessTokens(SigningKeys keys, Clock clock, SessionProperties properties) {
        this.keys = keys;
        this.clock = clock;
        this.life = properties.accessTokenLife();
    }

    Duration life() {
        return life;
    }

    String issue(Id uid, Id did, int generation) {
        PublicJsonWebKey key = keys.newest();
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setHeader("typ", "JWT");
        jws.setKey(key.getPrivateKey());
        jws.setPayload(claims(uid, did, generation).toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException fault) {
            throw new IllegalStateException("A token could not be signed", fault);
        }
    }

    /** @throws Refused if the token is not one of ours, or has expired */
    AccessToken verify(String token) {
        try {
            JwtClaims claims = consumer().processToClaims(token);
            Id uid = parse(claims.getSubject());
            Id did = parse(claims.getStringClaimValue(DID));
            if (uid == null || did == null) {
                throw new Refused(ErrorCode.UNAUTHENTICATED);
            }
            return new AccessToken(new Caller(uid, did), generation(claims));
        } catch (InvalidJwtException invalid) {
            throw new Refused(invalid.hasExpired() ? ErrorCode.TOKEN_EXPIRED : ErrorCode.UNAUTHENTICATED);
        } catch (MalformedClaimException invalid) {
            throw new Refused(ErrorCode.UNAUTHENTICATED);
        }
    }

    private JwtClaims claims(Id uid, Id did, int generation) {
        NumericDate now = NumericDate.fromMilliseconds(clock.millis());
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(WAGGLE);
        claims.setAudience(WAGGLE);
        claims.setSubject(uid.toString());
        claims.setStringClaim(DID, did.toString());
        if (generation > 0) {
            claims.setClaim(GENERATION, generation);
        }
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() + life.toMillis()));
        claims.setGeneratedJwtId(JTI_BYTES);
        return claims;
    }

    /** Made anew each time, since it holds the time to compare with. The signature is looked at before any claim. */
    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA))
                .setVerificationKeyResolver(this::publicKey)
                .setExpectedIssuer(WAGGLE)
                .setExpectedAudience(WAGGLE)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private Key publicKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        String kid = jws.getKeyIdHeaderValue();
        PublicJsonWebKey key = kid == null ? null : keys.find(kid);
        if (key == null) {
            throw new UnresolvableKeyException("no such key");
        }
        return key.getPublicKey();
    }

    private static int generation(JwtClaims claims) throws MalformedClaimException {
        Long generation = claims.getClaimValue(GENERATION, Long.class);
        return generation == null ? 0 : Math.toIntExact(generation);
    }

    private static @Nullable Id parse(@Nullable String text) {
        return text == null ? null : Id.parse(text);
    }
}
