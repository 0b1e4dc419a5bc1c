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
 * Reads access tokens: EdDSA, by one of the service's keys, for Waggle, not expired.
 *
 * <p>To verify a signature costs about as much as all the rest of a request, and a client shows the same token with each: those that
 * were found good are remembered until they expire, with the key that signed them. Their time is compared anew each time.
 */
public final class TokenReader {

    /** Some ten megabytes, and no more than forty. */
    private static final int REMEMBERED = 20_000;

    private static final int LONGEST = 1_000;

    /** The one way to write a token. Readers of base64 pass over what does not belong to it, so there would be endless others. */
    private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]{86}");

    private static final AlgorithmConstraints EDDSA_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA);

    private record Good(String keyId, Key key, Token token, NumericDate expiry) {}

    private final Cache<String, Good> good;
    private final Clock clock;
    private final Duration skew;

    /** @param skew between the clock of who gives the tokens and this one, at most */
    public TokenReader(Clock clock, Duration skew) {
        this.clock = clock;
        this.skew = skew;
        this.good = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfter(Expiry.<String, Good>creating((token, known) -> left(known)))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** How many tokens are remembered now. Those that have expired are not. */
    long remembered() {
        good.cleanUp();
        return good.estimatedSize();
    }

    private Duration left(Good known) {
        return Duration.ofMillis(known.expiry().getValueInMillis() - now().getValueInMillis());
    }

    /**
     * The id of the key that is said to have signed it.
     *
     * @throws Refused if it is no token at all
     */
    public String keyId(String token) {
        Good known = good.getIfPresent(token);
        String keyId = known == null ? statedKeyId(token) : known.keyId();
        if (keyId == null) {
            throw unauthenticated("This is no access token");
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
            // The latter for a key id that is no string.
            return null;
        }
    }

    /**
     * @param key that has the token's key id, if there is one
     * @throws Refused if this key has not signed it, or if it has expired
     */
    public Token read(String token, @Nullable Key key) {
        if (key == null) {
            throw unauthenticated("An unknown key has signed this access token");
        }
        Good known = good.getIfPresent(token);
        if (known == null || !known.key().equals(key)) {
            known = verify(token, key);
            good.put(token, known);
        } else if (!now().isBefore(known.expiry())) {
            throw new Refused(ErrorCode.TOKEN_EXPIRED);
        }
        return known.token();
    }

    /** The signature is looked at before any claim. */
    private Good verify(String token, Key key) {
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
            return new Good(keyId, key, token(claims), claims.getExpirationTime());
        } catch (InvalidJwtException invalid) {
            throw invalid.hasErrorCode(ErrorCodes.EXPIRED)
                    ? new Refused(ErrorCode.TOKEN_EXPIRED)
                    : unauthenticated("This is no valid access token");
        } catch (MalformedClaimException malformed) {
            throw unauthenticated("A claim of the access token is malformed");
        }
    }

    /** The latest that it may not be yet for who gives the tokens. */
    private NumericDate now() {
        return NumericDate.fromMilliseconds(clock.millis() - skew.toMillis());
    }

    private static Token token(JwtClaims claims) throws MalformedClaimException {
        return new Token(id(claims.getSubject()), id(claims.getStringClaimValue(Token.DID)), generation(claims));
    }

    private static Id id(@Nullable String text) {
        Id id = text == null ? null : Id.parse(text);
        if (id == null) {
            throw unauthenticated("The access token names no user or no device");
        }
        return id;
    }

    /** Absent for the first. */
    private static int generation(JwtClaims claims) throws MalformedClaimException {
        Long generation = claims.getClaimValue(Token.GENERATION, Long.class);
        return generation == null ? 0 : Math.toIntExact(generation);
    }

    private static Refused unauthenticated(String detail) {
        return new Refused(ErrorCode.UNAUTHENTICATED, detail + ". Log in and use the access token.");
    }
}
