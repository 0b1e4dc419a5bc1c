package io.waggle.im.session;

import io.waggle.fabric.token.Token;
import io.waggle.fabric.token.TokenReader;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/** Issues and verifies access tokens: JWTs signed with EdDSA that name a user and a device. */
@Component
class AccessTokens {

    private static final int JTI_BYTES = 12;

    private final SigningKeys keys;
    private final Clock clock;
    private final Duration life;
    private final TokenReader reader;

    AccessTokens(SigningKeys keys, Clock clock, SessionProperties properties) {
        this.keys = keys;
        this.clock = clock;
        this.life = properties.accessTokenLife();
        this.reader = new TokenReader(clock, Duration.ZERO);
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
            throw new IllegalStateException("An access token could not be signed", fault);
        }
    }

    /** @throws Refused if the token was not issued by Waggle, or has expired */
    Token read(String token) {
        PublicJsonWebKey key = keys.find(reader.keyId(token));
        return reader.read(token, key == null ? null : key.getPublicKey());
    }

    private JwtClaims claims(Id uid, Id did, int generation) {
        NumericDate now = NumericDate.fromMilliseconds(clock.millis());
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(Token.WAGGLE);
        claims.setAudience(Token.WAGGLE);
        claims.setSubject(uid.toString());
        claims.setStringClaim(Token.DID, did.toString());
        if (generation > 0) {
            claims.setClaim(Token.GENERATION, generation);
        }
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() + life.toMillis()));
        claims.setGeneratedJwtId(JTI_BYTES);
        return claims;
    }
}
