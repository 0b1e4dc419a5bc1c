package io.waggle.im.session;

import io.waggle.fabric.token.Token;
import io.waggle.im.caller.Caller;
import io.waggle.parts.SettableClock;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccessTokensTest {

    private static final Caller ALICE = new Caller(new Id(1), new Id(2));
    private static final SessionProperties PROPERTIES =
            new SessionProperties(Duration.ofMinutes(15), Duration.ofDays(30));

    private final SettableClock clock = new SettableClock();
    private final FakeSigningKeyMapper table = new FakeSigningKeyMapper();
    private final SigningKeys keys = new SigningKeys(table, clock);
    private final AccessTokens tokens = new AccessTokens(keys, clock, PROPERTIES);

    @BeforeEach
    void start() {
        keys.afterSingletonsInstantiated();
    }

    @Test
    void read_issued_namesUserAndDevice() {
        assertThat(tokens.read(token())).isEqualTo(new Token(ALICE.uid(), ALICE.did(), 0));
    }

    @Test
    void read_laterCredential_namesItsGeneration() {
        String token = tokens.issue(ALICE.uid(), ALICE.did(), 3);

        assertThat(tokens.read(token)).isEqualTo(new Token(ALICE.uid(), ALICE.did(), 3));
    }

    @Test
    void issue_headerAndClaims_areTheContract() throws JoseException {
        Map<String, Object> header = json(token().split("\\.", -1)[0]);
        Map<String, Object> claims = json(token().split("\\.", -1)[1]);

        assertThat(header).containsEntry("alg", "EdDSA").containsKey("kid");
        assertThat(claims)
                .containsEntry("iss", "waggle")
                .containsEntry("aud", "waggle")
                .containsEntry("sub", ALICE.uid().toString())
                .containsEntry("did", ALICE.did().toString())
                .containsKeys("iat", "exp", "jti");
    }

    @Test
    void read_afterItsLife_expired() {
        String token = token();
        clock.advance(Duration.ofMinutes(15).plusSeconds(1));

        assertRefused(token, ErrorCode.TOKEN_EXPIRED);
    }

    @Test
    void read_claimsChanged_refused() {
        String[] parts = token().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
        String forged = claims.replace(ALICE.uid().toString(), new Id(3).toString());

        assertRefused(
                parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(UTF_8)) + "."
                        + parts[2],
                ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void read_foreignKey_refused() {
        SigningKeys foreign = new SigningKeys(new FakeSigningKeyMapper(), clock);
        foreign.afterSingletonsInstantiated();

        assertRefused(
                new AccessTokens(foreign, clock, PROPERTIES).issue(ALICE.uid(), ALICE.did(), 0),
                ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void read_publicKeyUsedAsHmacSecret_refused() throws JoseException {
        JsonWebSignature confused = new JsonWebSignature();
        confused.setAlgorithmHeaderValue("HS256");
        confused.setKeyIdHeaderValue(keys.newest().getKeyId());
        confused.setKey(new HmacKey(keys.newest().getPublicKey().getEncoded()));
        confused.setPayload(new String(Base64.getUrlDecoder().decode(token().split("\\.", -1)[1]), UTF_8));

        assertRefused(confused.getCompactSerialization(), ErrorCode.UNAUTHENTICATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "....."})
    void read_noToken_refused(String text) {
        assertRefused(text, ErrorCode.UNAUTHENTICATED);
    }

    /** The other service looked before the first one's key was there, so it made one too. */
    @Test
    void start_twoServicesAtOnce_eachVerifiesTheOthersTokens() {
        FakeSigningKeyMapper lookedTooEarly = new FakeSigningKeyMapper();
        new SigningKeys(lookedTooEarly, clock).afterSingletonsInstantiated();
        lookedTooEarly.findAll().forEach(table::insert);
        SigningKeys others = new SigningKeys(table, clock);
        others.afterSingletonsInstantiated();
        AccessTokens otherTokens = new AccessTokens(others, clock, PROPERTIES);
        clock.advance(Duration.ofSeconds(2));

        assertThat(tokens.read(otherTokens.issue(ALICE.uid(), ALICE.did(), 0)))
                .isEqualTo(new Token(ALICE.uid(), ALICE.did(), 0));
        assertThat(otherTokens.read(token())).isEqualTo(new Token(ALICE.uid(), ALICE.did(), 0));
        assertThat(table.findAll()).hasSize(2);
    }

    @Test
    void find_madeUpKeys_doNotReachTheDatabaseEachTime() {
        clock.advance(Duration.ofSeconds(2));
        int before = table.reads;
        for (int i = 0; i < 100; i++) {
            keys.find("made-up-" + i);
        }

        assertThat(table.reads - before).isEqualTo(1);
    }

    @Test
    void jwks_publicPartsOnly() throws JoseException {
        String jwks = keys.jwks();

        assertThat(jwks).doesNotContain("\"d\"");
        assertThat(new JsonWebKeySet(jwks).getJsonWebKeys())
                .singleElement()
                .satisfies(key -> assertThat(key.getAlgorithm()).isEqualTo("EdDSA"));
    }

    private String token() {
        return tokens.issue(ALICE.uid(), ALICE.did(), 0);
    }

    private void assertRefused(String token, ErrorCode code) {
        assertThatThrownBy(() -> tokens.read(token))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static Map<String, Object> json(String part) throws JoseException {
        return JsonUtil.parseJson(new String(Base64.getUrlDecoder().decode(part), UTF_8));
    }
}
