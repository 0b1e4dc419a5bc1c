package io.waggle.broker.auth;

import com.google.protobuf.ByteString;
import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.packets.general.MqttVersion;
import io.waggle.broker.auth.Admission.Admitted;
import io.waggle.broker.auth.Admission.Denied;
import io.waggle.broker.connection.Connections;
import io.waggle.broker.connection.DetailProperty;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.delivery.Delivery;
import io.waggle.broker.intake.Channels;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Limits;
import io.waggle.protocol.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;

/** Writes the {@link ConnectPolicy}'s decision into CONNACKs. Called on the broker's extension threads; does not block them. */
public final class DeviceAuthenticator implements SimpleAuthenticator {

    private static final Logger log = LoggerFactory.getLogger(DeviceAuthenticator.class);

    /**
     * The time limit for a decision. When thousands of devices connect at once, the last ones wait; most clients wait this long
     * for a CONNACK.
     */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The detail is short, so that the CONNACK may fit. */
    private static final Denied PACKETS_TOO_SMALL = new Denied(
            ConnackReasonCode.PACKET_TOO_LARGE,
            ErrorCode.INVALID_REQUEST,
            "Set the Maximum Packet Size to at least %d.".formatted(Limits.CLIENT_PACKET_BYTES));

    private final ConnectPolicy connectPolicy;
    private final Connections connections;
    private final Delivery delivery;
    private final Channels channels;

    public DeviceAuthenticator(
            ConnectPolicy connectPolicy, Connections connections, Delivery delivery, Channels channels) {
        this.connectPolicy = connectPolicy;
        this.connections = connections;
        this.delivery = delivery;
        this.channels = channels;
    }

    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
        if (input.getConnectPacket().getAuthenticationMethod().isPresent()) {
            deny(
                    output,
                    new Denied(
                            ConnackReasonCode.BAD_AUTHENTICATION_METHOD,
                            ErrorCode.INVALID_REQUEST,
                            "Enhanced authentication is not supported. Leave the authentication method out, and send the access"
                                    + " token or the device's secret as the password."));
            return;
        }
        if (packetLimit(input.getConnectPacket()) < Limits.CLIENT_PACKET_BYTES) {
            deny(output, PACKETS_TOO_SMALL);
            return;
        }
        ConnectAttempt attempt = attempt(input.getConnectPacket(), input.getConnectionInformation());
        Async<SimpleAuthOutput> async = output.async(
                LIMIT, TimeoutFallback.FAILURE, ConnackReasonCode.SERVER_UNAVAILABLE, ErrorCode.UNAVAILABLE.wireName());
        try {
            connectPolicy
                    .decide(attempt)
                    .whenComplete((admission, fault) -> answer(attempt, input, async, admission, fault));
        } catch (RuntimeException fault) {
            answer(attempt, input, async, null, fault);
        }
    }

    private void answer(
            ConnectAttempt attempt,
            SimpleAuthInput input,
            Async<SimpleAuthOutput> async,
            @Nullable Admission admission,
            @Nullable Throwable fault) {
        try {
            switch (admission) {
                case Denied late
                when !attempt.awaited().getAsBoolean() ->
                    log.debug("The broker refused a CONNECT before the decision: {}", late.detail());
                case Admitted admitted -> admit(input, async.getOutput(), admitted.connection());
                case Denied denied -> deny(async.getOutput(), denied);
                case null -> {
                    log.error("A CONNECT was refused: the decision failed", fault);
                    deny(async.getOutput(), Denied.unavailable());
                }
            }
        } catch (RuntimeException late) {
            // The decision took too long, and the broker has refused the CONNECT meanwhile.
            log.warn("A decision about a CONNECT came too late; the broker has refused it", late);
            if (admission instanceof Admitted admitted) {
                forget(admitted.connection());
            }
        } finally {
            async.resume();
        }
    }

    private void admit(SimpleAuthInput input, SimpleAuthOutput output, DeviceConnection connection) {
        connection.setOutcomeListener(channels.limit(input.getConnectionInformation(), connection.did()));
        connection.limitPackets(packetLimit(input.getConnectPacket()));
        connections.add(input.getConnectionInformation(), connection);
        output.authenticateSuccessfully(true);
    }

    /** Returns the client's limit; MQTT 3.1.1 has none. */
    private static long packetLimit(ConnectPacket packet) {
        return packet.getMqttVersion() == MqttVersion.V_5 ? packet.getMaximumPacketSize() : Long.MAX_VALUE;
    }

    private static void deny(SimpleAuthOutput output, Denied denied) {
        output.getOutboundUserProperties().addUserProperty("detail", DetailProperty.of(denied.detail()));
        output.failAuthentication(denied.reason(), denied.code().wireName());
    }

    private void forget(DeviceConnection connection) {
        connections.remove(connection);
        delivery.close(connection);
    }

    private static ConnectAttempt attempt(ConnectPacket packet, ConnectionInformation connection) {
        long came = System.nanoTime();
        return new ConnectAttempt(
                packet.getClientId(),
                packet.getUserName().orElse(null),
                packet.getPassword().map(DeviceAuthenticator::text).orElse(null),
                connection
                        .getClientTlsInformation()
                        .flatMap(ClientTlsInformation::getClientCertificate)
                        .map(DeviceAuthenticator::sha256)
                        .orElse(null),
                packet.getUserProperties().getAllForName("format"),
                packet.getUserProperties().getAllForName("ack"),
                packet.getUserProperties().getAllForName("refusals"),
                packet.getMqttVersion() == MqttVersion.V_5,
                () -> System.nanoTime() - came < LIMIT.toNanos());
    }

    private static ByteString sha256(X509Certificate certificate) {
        try {
            return ByteString.copyFrom(Sha256.of(certificate.getEncoded()));
        } catch (CertificateEncodingException fault) {
            throw new IllegalStateException("The client certificate cannot be encoded", fault);
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
