package io.waggle.broker.delivery;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.connack.ConnackOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.connack.parameter.ConnackOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.connack.parameter.ConnackOutboundOutput;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import io.waggle.broker.connection.Connections;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.downlink.Downlink;
import io.waggle.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds a CONNACK until the device is subscribed, so that the device misses nothing after its CONNACK.
 *
 * <p>At this point the broker has persisted the MQTT session, which subscriptions need, and has ended the older connection of
 * the device. Called on the broker's extension threads; does not block them.
 */
public final class ConnackHold implements ConnackOutboundInterceptor {

    private static final Logger log = LoggerFactory.getLogger(ConnackHold.class);

    /** Longer than subscribing and disconnecting can take. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final Connections connections;
    private final Delivery delivery;
    private final Downlink downlink;

    public ConnackHold(Connections connections, Delivery delivery, Downlink downlink) {
        this.connections = connections;
        this.delivery = delivery;
        this.downlink = downlink;
    }

    /** An exception here makes the broker end the connection. */
    @Override
    public void onOutboundConnack(ConnackOutboundInput input, ConnackOutboundOutput output) {
        if (input.getConnackPacket().getReasonCode() != ConnackReasonCode.SUCCESS) {
            return;
        }
        DeviceConnection connection = connections.of(input.getConnectionInformation());
        if (connection == null) {
            throw new IllegalStateException("The broker sends a CONNACK to a connection that was not admitted");
        }
        Async<ConnackOutboundOutput> async = output.async(LIMIT, TimeoutFallback.FAILURE);
        try {
            delivery.subscribe(connection)
                    .handle((done, fault) -> fault == null ? passUnlessCut(connection) : giveUp(connection, fault))
                    .thenCompose(ended -> ended)
                    .whenComplete((done, fault) -> async.resume());
        } catch (RuntimeException fault) {
            giveUp(connection, fault).whenComplete((done, failed) -> async.resume());
        }
    }

    private CompletionStage<Void> passUnlessCut(DeviceConnection connection) {
        String code = connection.cutCode();
        return code == null
                ? CompletableFuture.completedFuture(null)
                : downlink.disconnect(connection, Downlink.Reason.ENDED, code);
    }

    /** The broker then writes the CONNACK to a closed channel. */
    private CompletionStage<Void> giveUp(DeviceConnection connection, @Nullable Throwable fault) {
        if (connection.stage() == DeviceConnection.Stage.CLOSED) {
            return CompletableFuture.completedFuture(null);
        }
        log.warn("Could not subscribe {} to its topics; disconnecting it", connection, fault);
        return downlink.disconnect(connection, Downlink.Reason.TRY_AGAIN, ErrorCode.UNAVAILABLE.wireName());
    }
}
