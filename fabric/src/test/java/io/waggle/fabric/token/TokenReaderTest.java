package io.waggle.fabric.token;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is remembered is as good as what is verified, and no better. */
class TokenReaderTest {

    private static final Instant EXPIRY = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Token ALICE = new Token(new Id(1), new Id(2), 3);

    private Instant now = EXPIRY.minusSeconds(60);
    private final InstantSource time = () -> now;
    private final TokenReader reader = new TokenReader(time.withZone(ZoneOffset.UTC), SKEW);
    private final OctetKeyPairJsonWebKey key = newKey();
    private final String token = signed(key);

    @BeforeEach
    void read_good_saysWhoseItIs() {
        assertThat(reader.keyId(token)).isEqualTo("k");
        assertThat(reader.read(token, key.getPublicKey())).isEqualTo(ALICE);
    }

    @Test
    void read_remembered_saysTheSame() {
        assertThat(reader.keyId(token)).isEqualTo("k");
        assertThat(reader.read(token, key.getPublicKey())).isEqualTo(ALICE);
    }

    @Test
    void read_remembered_expiresWhenOneThatIsNotWould() {
        now = EXPIRY.plus(SKEW).minusSeconds(1);
        assertThat(reader.read(token, key.getPublicKey())).isEqualTo(ALICE);
        assertThat(fresh().read(token, key.getPublicKey())).isEqualTo(ALICE);

        now = EXPIRY.plus(SKEW);
        assertRefused(reader, token, key, ErrorCode.TOKEN_EXPIRED);
        assertRefused(fresh(), token, key, ErrorCode.TOKEN_EXPIRED);
    }

    @Test
    void read_remembered_isForgottenWhenItHasExpired() {
        assertThat(reader.remembered()).isEqualTo(1);

        now = EXPIRY.plus(SKEW);

        assertThat(reader.remembered()).isZero();
    }

    @Test
    void read_rememberedButItsKeyIsGone_refused() {
        assertThatThrownBy(() -> reader.read(token, null))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        assertRefused(reader, token, newKey(), ErrorCode.UNAUTHENTICATED);
        assertThat(reader.read(token, key.getPublicKey())).isEqualTo(ALICE);
    }

    @Test
    void read_claimsOfARememberedOneWithAnothersSignature_refused() {
        String other = signed(newKey());
        String mixed = token.substring(0, token.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));

        assertRefused(reader, mixed, key, ErrorCode.UNAUTHENTICATED);
        assertRefused(reader, mixed, key, ErrorCode.UNAUTHENTICATED);
    }

    /** Readers of base64 pass over what does not belong to it. */
    @Test
    void keyId_anotherSpellingOfARememberedOne_isNoToken() {
        for (String junk : List.of("=", "=junk", "\n", "!", "=" + "x".repeat(60_000))) {
            assertThatThrownBy(() -> reader.keyId(token + junk))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
        }
        assertRefused(reader, token + "=junk", key, ErrorCode.UNAUTHENTICATED);
    }

    private TokenReader fresh() {
        return new TokenReader(time.withZone(ZoneOffset.UTC), SKEW);
    }

    private static void assertRefused(TokenReader reader, String token, OctetKeyPairJsonWebKey key, ErrorCode code) {
        assertThatThrownBy(() -> reader.read(token, key.getPublicKey()))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static OctetKeyPairJsonWebKey newKey() {
        try {
            return OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
        } catch (JoseException fault) {
            throw new AssertionError(fault);
        }
    }

    private static String signed(OctetKeyPairJsonWebKey key) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(Token.WAGGLE);
        claims.setAudience(Token.WAGGLE);
        claims.setSubject(ALICE.uid().toString());
        claims.setStringClaim(Token.DID, ALICE.did().toString());
        claims.setClaim(Token.GENERATION, ALICE.generation());
        claims.setExpirationTime(NumericDate.fromMilliseconds(EXPIRY.toEpochMilli()));
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        jws.setKeyIdHeaderValue("k");
        jws.setKey(key.getPrivateKey());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException fault) {
            throw new AssertionError(fault);
        }
    }
}
