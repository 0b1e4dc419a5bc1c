package io.waggle.system.access;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.client.RawMqtt;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

/** Refused connections do not disturb existing ones. */
@ExtendWith(WaggleExtension.class)
class ConnectIT {

    private static final int NOT_AUTHORIZED = 0x87;
    private static final int IDENTIFIER_NOT_VALID = 0x85;
    private static final int NOT_AUTHORIZED_3 = 5;
    private static final int IDENTIFIER_REJECTED_3 = 2;

    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login eve;

    ConnectIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        alice = api.newUser("alice");
        eve = api.newUser("eve");
    }

    @ParameterizedTest
    @EnumSource
    void forgedToken_isRefused(ForgedToken forgery) throws Exception {
        Login forged = alice.withToken(forgery.of(alice.accessToken(), signingKey()));

        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            assertThat(connect(forged, true)).isEqualTo(NOT_AUTHORIZED);
            assertThat(connect(forged, false)).isEqualTo(NOT_AUTHORIZED_3);
            assertThat(api.get(forged, "/v1/me").status()).isEqualTo(401);

            assertStillWorks(phone);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ownToken_othersDevice_isRefusedAndDoesNotTakeOver(boolean mqtt5) throws IOException {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            assertThat(connect(eve.withDevice(alice.did()), mqtt5))
                    .isEqualTo(mqtt5 ? NOT_AUTHORIZED : NOT_AUTHORIZED_3);

            assertStillWorks(phone);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ownToken_otherDeviceOfTheSameUser_isRefused(boolean mqtt5) throws IOException {
        Login tablet = api.login(alice.username());

        assertThat(connect(alice.withDevice(tablet.did()), mqtt5)).isEqualTo(mqtt5 ? NOT_AUTHORIZED : NOT_AUTHORIZED_3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void othersUsername_isRefused(boolean mqtt5) throws IOException {
        Login disguised = new Login(alice.username(), alice.uid(), eve.did(), eve.accessToken(), "");

        assertThat(connect(disguised, mqtt5)).isEqualTo(mqtt5 ? NOT_AUTHORIZED : NOT_AUTHORIZED_3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "me", "0000000000001", "' or 1=1 --", "../../etc", "\u20ac\u20ac\u20ac"})
    void clientIdOfNoDeviceOfTheUser_isRefused(String clientId) throws IOException {
        assertThat(connect(alice.withDevice(clientId), true)).isIn(NOT_AUTHORIZED, IDENTIFIER_NOT_VALID);
        assertThat(connect(alice.withDevice(clientId), false)).isIn(NOT_AUTHORIZED_3, IDENTIFIER_REJECTED_3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void loggedOut_isRefused(boolean mqtt5) throws IOException {
        Login tablet = api.login(alice.username());
        assertThat(api.delete(tablet, "/v1/sessions/current").status()).isEqualTo(204);

        assertThat(connect(tablet, mqtt5)).isEqualTo(mqtt5 ? NOT_AUTHORIZED : NOT_AUTHORIZED_3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameDeviceAgain_endsItsEarlierConnection(boolean mqtt5) throws IOException {
        try (Phone phone = ConnectOptions.of(waggle, alice).connect()) {
            assertThat(connect(alice, mqtt5)).isZero();

            Eventually.eventually("the first connection ends", () -> !phone.isConnected());
        }
    }

    private int connect(Login login, boolean mqtt5) throws IOException {
        try (RawMqtt raw = new RawMqtt(waggle, mqtt5)) {
            return raw.connect(login);
        }
    }

    private void assertStillWorks(Phone phone) {
        assertThat(phone.say(alice.inbox(), "a note to myself")).isInstanceOf(Ack.Committed.class);
        assertThat(phone.isConnected()).isTrue();
    }

    private JsonWebKey signingKey() throws JoseException {
        String keys = api.get(alice, "/.well-known/jwks.json").expect(200).toString();
        return new JsonWebKeySet(keys).getJsonWebKeys().getFirst();
    }
}
