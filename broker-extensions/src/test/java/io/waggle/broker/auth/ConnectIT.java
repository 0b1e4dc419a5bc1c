package io.waggle.broker.auth;

import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import io.waggle.broker.Device;
import io.waggle.broker.RawMqtt;
import io.waggle.broker.ScriptedService;
import io.waggle.broker.Tokens;
import io.waggle.broker.WithBroker;
import io.waggle.protocol.DeviceSecret;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class ConnectIT extends WithBroker {

    @Test
    void connect_validToken_isAccepted() {
        Mqtt5ConnAck connack =
                connect(Device.request(tokens.issue(uid, did)).cleanStart(false).sessionExpiryInterval(3_600));

        assertThat(connack.getReasonCode()).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
        assertThat(connack.getSessionExpiryInterval()).hasValue(0);
        assertThat(connack.getRestrictions().isWildcardSubscriptionAvailable()).isFalse();
        assertThat(connack.getRestrictions().isSharedSubscriptionAvailable()).isFalse();
    }

    @Test
    void connect_overWebSocket_isAccepted() {
        try (Device device = new Device(
                webSocketPort(),
                uid,
                did,
                client -> client.webSocketConfig().serverPath("mqtt").applyWebSocketConfig())) {
            device.connect(tokens.issue(uid, did));

            assertThat(device.client.getState().isConnected()).isTrue();
        }
    }

    @Test
    void connect_usernameInAnyCase_isAccepted() {
        assertThat(connectAs("ALICE").getReasonCode()).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
    }

    @Test
    void connect_uidAsUsername_isAccepted() {
        assertThat(connectAs(uid.toString()).getReasonCode()).isEqualTo(Mqtt5ConnAckReasonCode.SUCCESS);
    }

    @Test
    void connect_usernameOfAnotherUser_isRefused() {
        assertRefused(connectAs("bob"), Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, "unauthenticated");
    }

    @Test
    void connect_libraryAppendedToUsername_isRefusedNamingTheOptionToSet() {
        Mqtt5ConnAck refusal = connectAs(uid + "?SDK=PythonV2&Version=1.31.0");

        assertRefused(refusal, Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, "unauthenticated");
        assertThat(refusal.getUserProperties().asList().toString()).contains("disable_metrics");
    }

    @Test
    void connect_expiredToken_isRefused() {
        String expired = tokens.issue(uid, did, claims -> Tokens.expireIn(claims, Duration.ofMinutes(-1)));

        assertRefused(connect(expired), Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, "token-expired");
    }

    @Test
    void connect_foreignAudience_isRefused() {
        assertRefused(connect(tokens.issue(uid, did, claims -> claims.setAudience("elsewhere"))));
    }

    @Test
    void connect_foreignIssuer_isRefused() {
        assertRefused(connect(tokens.issue(uid, did, claims -> claims.setIssuer("elsewhere"))));
    }

    @Test
    void connect_noExpiry_isRefused() {
        assertRefused(connect(tokens.issue(uid, did, claims -> claims.unsetClaim("exp"))));
    }

    @Test
    void connect_anotherDevicesToken_isRefused() {
        assertRefused(connect(tokens.issue(uid, newId())));
    }

    @Test
    void connect_forgedTokenWithKnownKeyId_isRefused() {
        assertRefused(connect(new Tokens("key-1").issue(uid, did)));
    }

    @Test
    void connect_manyUnknownKeyIds_keysAreFetchedRarely() {
        int before = service.keyRequests.get();

        for (int i = 0; i < 20; i++) {
            assertRefused(connect(new Tokens("forged-" + i).issue(uid, did)));
        }

        assertThat(service.keyRequests.get() - before).isLessThan(10);
    }

    @Test
    void connect_unsignedToken_isRefused() {
        String signed = tokens.issue(uid, did);
        String claims = signed.substring(signed.indexOf('.') + 1, signed.lastIndexOf('.'));
        String unsigned = "eyJhbGciOiJub25lIn0." + claims + ".";

        assertRefused(connect(unsigned));
    }

    @Test
    void connect_keyIdIsANumber_isRefused() {
        String signed = tokens.issue(uid, did);
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"EdDSA\",\"kid\":1}".getBytes(StandardCharsets.UTF_8));

        assertRefused(connect(header + signed.substring(signed.indexOf('.'))));
    }

    @Test
    void connect_garbageAsPassword_isRefused() {
        assertRefused(connect("hunter2"));
    }

    @Test
    void connect_noPassword_isRefused() {
        assertRefused(connect(com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect.builder()));
    }

    @Test
    void connect_clientIdIsNotAnId_isRefused() {
        Throwable refusal = catchThrowable(() -> Mqtt5Client.builder()
                .identifier("not-an-id")
                .serverHost("127.0.0.1")
                .serverPort(port())
                .buildAsync()
                .connect(Device.request(tokens.issue(uid, did)).build())
                .join());

        assertRefused(connack(refusal), Mqtt5ConnAckReasonCode.CLIENT_IDENTIFIER_NOT_VALID, "invalid-request");
    }

    @Test
    void connect_unknownFormat_isRefused() {
        Mqtt5ConnAck connack = connect(Device.request(tokens.issue(uid, did))
                .userProperties()
                .add("format", "xml")
                .applyUserProperties());

        assertRefused(connack, Mqtt5ConnAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "invalid-request");
        assertThat(connack.getUserProperties().asList().getFirst().getValue().toString())
                .contains("json or protobuf");
    }

    @Test
    void connect_authenticationMethod_isRefusedAsBadMethod() throws java.io.IOException {
        try (RawMqtt client = RawMqtt.open(port(), true)) {
            client.write(
                    0x10,
                    client.connect(
                            did,
                            tokens.issue(uid, did),
                            new RawMqtt.Body().u8(0x15).text("SCRAM-SHA-256")));

            RawMqtt.Packet connack = Objects.requireNonNull(client.read());

            assertThat(connack.type()).isEqualTo(RawMqtt.CONNACK);
            assertThat(connack.body()[1] & 0xFF).isEqualTo(0x8C);
            assertThat(connack.text()).contains("Leave the authentication method out");
            assertThat(client.readsEnd()).isTrue();
        }
    }

    @Test
    void connect_unknownValueOfRefusals_isRefused() {
        Mqtt5ConnAck connack = connect(Device.request(tokens.issue(uid, did))
                .userProperties()
                .add("refusals", "loud")
                .applyUserProperties());

        assertRefused(connack, Mqtt5ConnAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "invalid-request");
        assertThat(connack.getUserProperties().asList().getFirst().getValue().toString())
                .contains("ack or message");
    }

    @Test
    void connect_refusalsTwice_isRefused() {
        Mqtt5ConnAck connack = connect(Device.request(tokens.issue(uid, did))
                .userProperties()
                .add("refusals", "ack")
                .add("refusals", "message")
                .applyUserProperties());

        assertRefused(connack, Mqtt5ConnAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "invalid-request");
    }

    @Test
    void connect_refusalsAsMessagesAndAcksInBatches_isRefused() {
        Mqtt5ConnAck connack = connect(Device.request(tokens.issue(uid, did))
                .userProperties()
                .add("refusals", "message")
                .add("ack", "batch")
                .applyUserProperties());

        assertRefused(connack, Mqtt5ConnAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR, "invalid-request");
        assertThat(connack.getUserProperties().asList().getFirst().getValue().toString())
                .contains("exclude each other");
    }

    @Test
    void connect_sessionEnded_isRefusedWithItsName() {
        service.onConnect = request -> ScriptedService.refuseConnect(ErrorCode.SESSION_ENDED);

        assertRefused(connect(tokens.issue(uid, did)), Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, "session-ended");
    }

    @Test
    void connect_refusedWithADetailOfTwoLines_detailIsOneLine() {
        service.onConnect = request -> ScriptedService.refuseConnect(ErrorCode.BANNED, "first\nsecond");

        Mqtt5ConnAck connack = connect(Device.request(tokens.issue(uid, did)));

        assertRefused(connack, Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, "banned");
        assertThat(connack.getUserProperties().asList().getFirst().getValue()).hasToString("first second");
    }

    @Test
    void connect_serviceSilent_isUnavailable() {
        service.onConnect = request -> new CompletableFuture<>();

        assertRefused(connect(tokens.issue(uid, did)), Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE, "unavailable");
    }

    @Test
    void connect_serviceFails_isUnavailable() {
        service.onConnect = request -> {
            throw new IllegalStateException("on purpose");
        };

        assertRefused(connect(tokens.issue(uid, did)), Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE, "unavailable");
    }

    @Test
    void connect_deviceSecret_isSentHashedAndUserIsFoundBeforeGroups() throws InterruptedException {
        List<ConnectRequest> asked = new CopyOnWriteArrayList<>();
        Id gid = newId();
        service.onConnect = request -> {
            asked.add(request);
            if (request.getUid() == 0) {
                return ScriptedService.identify(uid);
            }
            // An event during the request is not missed.
            service.join(uid, gid, "Bees");
            return service.admit();
        };

        Device device = device(uid, did).connect("wgd_secret");
        service.announceToGroup(gid, ScriptedService.message(gid, 1, "in the group"), 0);

        assertThat(device.nextText()).contains("in the group");
        assertThat(asked).hasSize(2);
        assertThat(asked).allSatisfy(request -> {
            assertThat(request.getDid()).isEqualTo(did.value());
            assertThat(request.getSecretHash().toByteArray()).isEqualTo(DeviceSecret.hash("wgd_secret"));
        });
        assertThat(asked.getLast().getUid()).isEqualTo(uid.value());
    }

    @Test
    void connect_deviceSecretReplacedDuringCheck_isRefused() {
        service.onConnect = request -> request.getUid() == 0
                ? ScriptedService.identify(uid)
                : ScriptedService.refuseConnect(ErrorCode.UNAUTHENTICATED);

        assertRefused(connect("wgd_secret"));
    }

    @Test
    void connect_deviceCutDuringCheck_isEnded() {
        service.onConnect = request -> {
            if (request.getUid() == 0) {
                return ScriptedService.identify(uid);
            }
            service.cut(uid, did.value(), ErrorCode.SESSION_ENDED);
            return service.admit();
        };

        assertThat(catchThrowable(() -> device(uid, did).connect("wgd_secret"))).isNotNull();
    }

    @Test
    void connect_deviceSecretAdmittedWithoutUser_isUnavailable() {
        service.onConnect = request -> ScriptedService.identify(new Id(0));

        assertRefused(connect("wgd_secret"), Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE, "unavailable");
    }

    @Test
    void connect_tokenOfALaterGeneration_sendsTheGeneration() {
        List<ConnectRequest> asked = new CopyOnWriteArrayList<>();
        service.onConnect = request -> {
            asked.add(request);
            return service.admit();
        };

        device(uid, did).connect(tokens.issue(uid, did, claims -> claims.setClaim("gen", 3)));

        assertThat(asked)
                .singleElement()
                .satisfies(request -> assertThat(request.getGeneration()).isEqualTo(3));
    }

    @Test
    void connect_forgedTokenOverMqtt3_isNotAuthorized() {
        Throwable refusal = catchThrowable(() -> Mqtt3Client.builder()
                .identifier(did.toString())
                .serverHost("127.0.0.1")
                .serverPort(port())
                .buildAsync()
                .connectWith()
                .simpleAuth()
                .username("alice")
                .password("forged".getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .send()
                .join());

        assertThat(Device.cause(refusal, Mqtt3ConnAckException.class)
                        .getMqttMessage()
                        .getReturnCode())
                .isEqualTo(Mqtt3ConnAckReturnCode.NOT_AUTHORIZED);
    }

    @Test
    void connect_sameDeviceAgain_takesOver() throws Exception {
        Device first = connected();
        Device second = connected();

        first.disconnected.get(Device.PATIENCE_SECONDS, TimeUnit.SECONDS);
        service.announce(uid, ScriptedService.message(uid, 1, "to the second"), 0);

        assertThat(second.nextText()).contains("to the second");
        assertThat(first.received).isEmpty();
    }

    private Mqtt5ConnAck connectAs(String username) {
        return connect(Device.request("")
                .simpleAuth()
                .username(username)
                .password(tokens.issue(uid, did).getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth());
    }

    private Mqtt5ConnAck connect(String password) {
        return connect(Device.request(password));
    }

    private Mqtt5ConnAck connect(Mqtt5ConnectBuilder connect) {
        try {
            return device(uid, did).client.connect(connect.build()).join();
        } catch (CompletionException refusal) {
            return connack(refusal);
        }
    }

    private static Mqtt5ConnAck connack(Throwable refusal) {
        return Device.cause(refusal, Mqtt5ConnAckException.class).getMqttMessage();
    }

    private static void assertRefused(Mqtt5ConnAck connack) {
        assertRefused(connack, Mqtt5ConnAckReasonCode.NOT_AUTHORIZED, "unauthenticated");
    }

    private static void assertRefused(Mqtt5ConnAck connack, Mqtt5ConnAckReasonCode reason, String code) {
        assertThat(connack.getReasonCode()).isEqualTo(reason);
        assertThat(connack.getReasonString().orElseThrow()).hasToString(code);
    }
}
