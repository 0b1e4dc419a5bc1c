package io.waggle.fabric.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
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
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Reads access tokens: signed with EdDSA by one of the service's keys, issued for Waggle, not expired.
 *
 * <p>Verifying a signature costs about as much as the rest of a request, and a client sends the same token with every request.
 * So valid tokens are remembered until they expire, together with the key that signed them. Their expiry is checked every time.
 */
public final class TokenReader {

    /** About ten megabytes, and at most forty. */
    private static final int REMEMBERED = 20_000;

    private static final int LONGEST = 1_000;

    /**
     * The only accepted spelling of a token. Base64 decoders ignore foreign characters, so one token would have endless
     * spellings.
     */
    private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]{86}");

    private static final AlgorithmConstraints EDDSA_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA);

    private record Verified(String keyId, Key key, Token token, NumericDate expiry) {}

    private final Cache<String, Verified> verified;
    private final Clock clock;
    private final Duration skew;

    /** @param skew the largest difference between the clock of the issuer and this one */
    public TokenReader(Clock clock, Duration skew) {
        this.clock = clock;
        this.skew = skew;
        this.verified = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.<String, Verified>creating((token, known) -> left(known)))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Returns how many tokens are remembered now, without those that have expired. */
    long remembered() {
        verified.cleanUp();
        return verified.estimatedSize();
    }

    private Duration left(Verified known) {
        return Duration.ofMillis(known.expiry().getValueInMillis() - now().getValueInMillis());
    }

    /**
     * Returns the id of the key that the token says it is signed with.
     *
     * @throws Refused if this is not a token
     */
    public String keyId(String token) {
        Verified known = verified.getIfPresent(token);
        String keyId = known == null ? statedKeyId(token) : known.keyId();
        if (keyId == null) {
            throw unauthenticated("This is not an access token");
        }
        return keyId;
    }

    private static @Nullable String statedKeyId(String token) {
        if (token.length() > LONGEST || !FORM.matcher(token).matches()) {
            return null;
        }
        try {
            return JsonWebSignature.fromCompactSerialization(token) instanceof JsonWebSignature signature
                    ? signature.getKeyIdHeaderValue()
                    : null;
        } catch (JoseException | ClassCastException malformed) {
            // A ClassCastException if the key id is not a string.
            return null;
        }
    }

    /**
     * Reads a token.
     *
     * @param key the key with the token's key id; null if there is none
     * @throws Refused if this key has not signed the token, or if the token has expired
     */
    public Token read(String token, @Nullable Key key) {
        if (key == null) {
            throw unauthenticated("This access token is signed with an unknown key");
        }
        Verified known = verified.getIfPresent(token);
        if (known == null || !known.key().equals(key)) {
            known = verify(token, key);
            verified.put(token, known);
        } else if (!now().isBefore(known.expiry())) {
            throw new Refused(ErrorCode.TOKEN_EXPIRED);
        }
        return known.token();
    }

    /** Verifies the signature before any claim is read. */
    private Verified verify(String token, Key key) {
        String keyId = keyId(token);
        try {
            JwtClaims claims = new JwtConsumerBuilder()
                    .setJwsAlgorithmConstraints(EDDSA_ONLY)
                    .setVerificationKey(key)
                    .setExpectedIssuer(Token.WAGGLE)
                    .setExpectedAudience(Token.WAGGLE)
                    .setRequireExpirationTime()
                    .setRequireSubject()
                    .setEvaluationTime(now())
                    .build()
                    .processToClaims(token);
            return new Verified(keyId, key, token(claims), claims.getExpirationTime());
        } catch (InvalidJwtException invalid) {
            throw invalid.hasErrorCode(ErrorCodes.EXPIRED)
                    ? new Refused(ErrorCode.TOKEN_EXPIRED)
                    : unauthenticated("This access token is not valid");
        } catch (MalformedClaimException malformed) {
            throw unauthenticated("A claim of this access token is malformed");
        }
    }

    /**
     * Returns the current time minus the skew, so that a token is accepted as long as it may be valid by the issuer's clock.
     */
    private NumericDate now() {
        return NumericDate.fromMilliseconds(clock.millis() - skew.toMillis());
    }

    private static Token token(JwtClaims claims) throws MalformedClaimException {
        return new Token(id(claims.getSubject()), id(claims.getStringClaimValue(Token.DID)), generation(claims));
    }

    private static Id id(@Nullable String text) {
        Id id = text == null ? null : Id.parse(text);
        if (id == null) {
            throw unauthenticated("This access token has no valid user or device");
        }
        return id;
    }

    /** Returns 0 if the claim is absent. */
    private static int generation(JwtClaims claims) throws MalformedClaimException {
        Long generation = claims.getClaimValue(Token.GENERATION, Long.class);
        return generation == null ? 0 : Math.toIntExact(generation);
    }

    private static Refused unauthenticated(String detail) {
        return new Refused(ErrorCode.UNAUTHENTICATED, detail + ". Log in to get a new one.");
    }
}
