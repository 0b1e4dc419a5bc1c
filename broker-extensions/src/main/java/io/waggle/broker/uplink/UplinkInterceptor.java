package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.general.UserProperties;
import com.hivemq.extension.sdk.api.packets.general.UserProperty;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.downlink.Downlink;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Takes over every PUBLISH of one connection, and answers it when its outcome is known.
 *
 * <p>Called on the broker's extension threads; does not block them. The broker passes one PUBLISH of a client at a time. If the
 * interceptor fails or takes too long, the broker's own fallback applies, which is set first and is never success.
 */
public final class UplinkInterceptor implements PublishInboundInterceptor {

    private static final Logger log = LoggerFactory.getLogger(UplinkInterceptor.class);

    /** Longer than the deadline of a request and the ending of a connection together. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The largest interval of MQTT, 136 years. The broker's value for "no interval" is one larger. */
    private static final long NO_EXPIRY = 0xFFFF_FFFFL;

    private static final byte[] EMPTY = new byte[0];

    private final DeviceConnection connection;
    private final PendingAcks acks;
    private final UplinkHandler handler;
    private final Downlink downlink;

    public UplinkInterceptor(DeviceConnection connection, PendingAcks acks, UplinkHandler handler, Downlink downlink) {
        this.connection = connection;
        this.acks = acks;
        this.handler = handler;
        this.downlink = downlink;
    }

    @Override
    public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
        Async<PublishInboundOutput> async = output.async(
                LIMIT, TimeoutFallback.FAILURE, AckReasonCode.UNSPECIFIED_ERROR, ErrorCode.UNAVAILABLE.wireName());
        try {
            Publication publication = publication(input.getPublishPacket());
            handler.handle(connection, publication)
                    .whenComplete((outcome, fault) -> respond(async, publication, outcome, fault));
        } catch (RuntimeException fault) {
            log.error("Could not handle a publication of {}", connection, fault);
            endConnection(async, ErrorCode.UNAVAILABLE);
        }
    }

    private void respond(
            Async<PublishInboundOutput> async,
            Publication publication,
            @Nullable Outcome outcome,
            @Nullable Throwable fault) {
        ErrorCode end = null;
        try {
            Outcome known = outcome == null ? new Outcome.Unanswered(ByteString.EMPTY) : outcome;
            if (fault != null) {
                log.error("Could not handle a publication of {}", connection, fault);
            }
            end = respond(async.getOutput(), publication, known);
        } catch (RuntimeException failed) {
            log.error("Could not answer a publication of {}; disconnecting it", connection, failed);
            end = ErrorCode.UNAVAILABLE;
        } finally {
            if (end == null) {
                async.resume();
            } else {
                endConnection(async, end);
            }
            connection.outcomeListener().onOutcome(publication.qos(), publication.packetId());
        }
    }

    /** Answers the publication. Returns the reason to end the connection without an acknowledgement, or null if it stays. */
    private @Nullable ErrorCode respond(PublishInboundOutput output, Publication publication, Outcome outcome) {
        return switch (PublishResponse.of(outcome, connection.readsRefusalsInAcks(), publication.qos())) {
            case ACKNOWLEDGE -> {
                acknowledge(output, publication, outcome);
                yield null;
            }
            case REFUSE_IN_ACK -> {
                refuseInAck(output, publication, outcome);
                yield null;
            }
            case REFUSE_IN_MESSAGE -> {
                if (!refuseInMessage(publication, outcome)) {
                    yield ErrorCode.UNAVAILABLE;
                }
                output.preventPublishDelivery(AckReasonCode.SUCCESS);
                yield null;
            }
            case DISCONNECT ->
                outcome instanceof Outcome.Rejected rejected
                        ? rejected.refused().code()
                        : ErrorCode.UNAVAILABLE;
        };
    }

    private void acknowledge(PublishInboundOutput output, Publication publication, Outcome outcome) {
        boolean canCarry = connection.isMqtt5() && publication.qos() > 0;
        if (canCarry && outcome instanceof Outcome.Committed) {
            acks.put(publication.packetId(), outcome);
        }
        output.preventPublishDelivery(AckReasonCode.SUCCESS);
    }

    private void refuseInAck(PublishInboundOutput output, Publication publication, Outcome outcome) {
        ErrorCode code = switch (outcome) {
            case Outcome.Rejected rejected -> rejected.refused().code();
            case Outcome.NotPassed dropped -> dropped.refused().code();
            default -> throw new IllegalArgumentException(outcome.toString());
        };
        acks.put(publication.packetId(), outcome);
        output.preventPublishDelivery(PublishResponse.reason(code), code.wireName());
    }

    /**
     * Sends the refusal on the device's topic. Returns false if it may not arrive, although the device will take the
     * acknowledgement for success.
     */
    private boolean refuseInMessage(Publication publication, Outcome outcome) {
        Refusal refusal = switch (outcome) {
            case Outcome.Rejected rejected -> refusal(rejected.refused(), rejected.id());
            case Outcome.NotPassed dropped -> refusal(dropped.refused(), dropped.id());
            case Outcome.Unanswered unanswered -> refusal(new Refused(ErrorCode.UNAVAILABLE), unanswered.id());
            case Outcome.Committed good -> throw new IllegalArgumentException(good.toString());
            case Outcome.Passed good -> throw new IllegalArgumentException(good.toString());
            case Outcome.Answered good -> throw new IllegalArgumentException(good.toString());
        };
        byte[] payload = Payloads.writeDown(
                connection.format(), Down.newBuilder().setError(refusal).build());
        boolean mustArrive = publication.qos() > 0 && outcome instanceof Outcome.Rejected;
        if (!mustArrive) {
            downlink.toDevice(connection, payload);
            return true;
        }
        boolean promised = connection.gate().promise(payload);
        if (promised) {
            downlink.refusalToDevice(connection, payload);
        }
        return promised;
    }

    /**
     * Ends the connection first and the interception after it, so that no acknowledgement is sent in between.
     *
     * <p>This cannot end a newer connection of the device: its CONNECT waits until this interception ends.
     */
    private void endConnection(Async<PublishInboundOutput> async, ErrorCode code) {
        downlink.disconnect(connection, Downlink.Reason.TRY_AGAIN, code.wireName())
                .whenComplete((done, fault) -> {
                    try {
                        // If the channel is still open: not a success, and on MQTT 3.1.1 the end of the connection.
                        async.getOutput()
                                .preventPublishDelivery(
                                        AckReasonCode.UNSPECIFIED_ERROR, ErrorCode.UNAVAILABLE.wireName());
                    } catch (RuntimeException decidedAlready) {
                        log.debug("The broker has answered the publication itself", decidedAlready);
                    } finally {
                        async.resume();
                    }
                });
    }

    private static Refusal refusal(Refused refused, ByteString id) {
        Refusal.Builder refusal = Refusal.newBuilder()
                .setCode(refused.code().wireName())
                .setDetail(refused.detail())
                .setId(id);
        if (refused.retryAfter() > 0) {
            refusal.setRetryAfter(refused.retryAfter());
        }
        return refusal.build();
    }

    private static Publication publication(PublishPacket packet) {
        UserProperties properties = packet.getUserProperties();
        boolean plain = properties.isEmpty();
        int qos = packet.getQos().getQosNumber();
        return new Publication(
                packet.getTopic(),
                packet.getPayload().map(UplinkInterceptor::bytes).orElse(EMPTY),
                qos,
                qos == 0 ? 0 : packet.getPacketId(),
                packet.getDupFlag(),
                packet.getRetain(),
                plain ? 0 : properties.asList().size(),
                plain ? 0 : size(properties),
                plain ? null : properties.getFirst("id").orElse(null),
                packet.getResponseTopic().orElse(null),
                packet.getCorrelationData().orElse(null),
                packet.getMessageExpiryInterval()
                        .filter(seconds -> seconds < NO_EXPIRY)
                        .orElse(null));
    }

    private static int size(UserProperties properties) {
        int size = 0;
        for (UserProperty property : properties.asList()) {
            size += property.getName().length() + property.getValue().length();
        }
        return size;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
