package io.waggle.fabric.token;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

import java.security.Key;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** Verifies access tokens here, without asking anyone: EdDSA, by the service's keys, for Waggle, not expired. */
public final class TokenVerifier {

    private static final String ISSUER = "waggle";
    private static final String AUDIENCE = "waggle";
    /** Between the clocks of two machines. */
    private static final int SKEW_SECONDS = 5;

    private static final AlgorithmConstraints EDDSA_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA);

    private final SigningKeys keys;
    private final Clock clock;

    public TokenVerifier(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Fails with {@link Refused} for a token that is not good, and with anything else when that could not be found out. */
    public CompletableFuture<Token> verify(String token) {
        String keyId = keyId(token);
        if (keyId == null) {
            return CompletableFuture.failedFuture(unauthenticated("not an access token"));
        }
        return keys.find(keyId).thenApply(key -> verify(token, key));
    }

    private Token verify(String token, @Nullable Key key) {
        if (key == null) {
            throw unauthenticated("signed by an unknown key");
        }
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setJwsAlgorithmConstraints(EDDSA_ONLY)
                    .setVerificationKey(key)
                    .setExpectedIssuer(ISSUER)
                    .setExpectedAudience(AUDIENCE)
                    .setRequireExpirationTime()
                    .setRequireSubject()
                    .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                    .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                    .build()
                    .processToClaims(token);
            return new Token(id(claims.getSubject()), id(claims.getStringClaimValue("did")), generation(claims));
        } catch (InvalidJwtException invalid) {
            throw invalid.hasErrorCode(ErrorCodes.EXPIRED)
                    ? new Refused(ErrorCode.TOKEN_EXPIRED)
                    : unauthenticated("not a valid access token");
        } catch (MalformedClaimException malformed) {
            throw unauthenticated("a claim of the access token is malformed");
        }
    }

    private static @Nullable String keyId(String token) {
        try {
            return JsonWebSignature.fromCompactSerialization(token) instanceof JsonWebSignature signature
                    ? signature.getKeyIdHeaderValue()
                    : null;
        } catch (JoseException | ClassCastException malformed) {
            // The latter for a key id that is no string.
            return null;
        }
    }

    /** Absent for the first. */
    private static int generation(JwtClaims claims) throws MalformedClaimException {
        Long generation = claims.getClaimValue("gen", Long.class);
        return generation == null ? 0 : Math.toIntExact(generation);
    }

    private static Id id(@Nullable String text) {
        Id id = text == null ? null : Id.parse(text);
        if (id == null) {
            throw unauthenticated("the access token names no user or no device");
        }
        return id;
    }

    private static Refused unauthenticated(String detail) {
        return new Refused(ErrorCode.UNAUTHENTICATED, "This is " + detail + ". Log in and use the access token.");
    }
}
