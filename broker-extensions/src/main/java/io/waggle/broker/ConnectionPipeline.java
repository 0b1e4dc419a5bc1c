package io.waggle.broker;

import com.hivemq.extension.sdk.api.client.ClientContext;
import com.hivemq.extension.sdk.api.client.parameter.InitializerInput;
import com.hivemq.extension.sdk.api.services.intializer.ClientInitializer;
import io.waggle.broker.connection.Connections;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.SubscriptionPace;
import io.waggle.broker.delivery.Delivery;
import io.waggle.broker.delivery.GateInterceptor;
import io.waggle.broker.delivery.OutboundInterceptor;
import io.waggle.broker.delivery.SubackHold;
import io.waggle.broker.downlink.Downlink;
import io.waggle.broker.presence.WatchInterceptor;
import io.waggle.broker.presence.Watches;
import io.waggle.broker.uplink.AckInterceptor;
import io.waggle.broker.uplink.PendingAcks;
import io.waggle.broker.uplink.RefuseAll;
import io.waggle.broker.uplink.UplinkHandler;
import io.waggle.broker.uplink.UplinkInterceptor;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The interceptors of a connection, in their order. They are added before the connection's CONNACK is sent. Called on the
 * broker's extension threads.
 *
 * <p>Only two interceptors come earlier and serve all connections: the one for CONNECTs and the one for CONNACKs.
 */
final class ConnectionPipeline implements ClientInitializer {

    private final Connections connections;
    private final UplinkHandler uplink;
    private final Downlink downlink;
    private final Delivery delivery;
    private final Watches watches;
    private final Clock clock;

    ConnectionPipeline(
            Connections connections,
            UplinkHandler uplink,
            Downlink downlink,
            Delivery delivery,
            Watches watches,
            Clock clock) {
        this.connections = connections;
        this.uplink = uplink;
        this.downlink = downlink;
        this.delivery = delivery;
        this.watches = watches;
        this.clock = clock;
    }

    @Override
    public void initialize(InitializerInput input, ClientContext context) {
        DeviceConnection connection = connections.of(input.getConnectionInformation());
        if (connection == null) {
            // The connection has ended meanwhile. If it has not, nothing that it publishes may be routed.
            context.addPublishInboundInterceptor(new RefuseAll());
            return;
        }

        // Messages from the device, and their acknowledgements
        PendingAcks pending = new PendingAcks();
        AckInterceptor acks = new AckInterceptor(connection, pending);
        context.addPublishInboundInterceptor(new UplinkInterceptor(connection, pending, uplink, downlink));
        context.addPubackOutboundInterceptor(acks);
        context.addPubrecOutboundInterceptor(acks);

        // Subscriptions of the device, and their ends
        SubscriptionPace pace = new SubscriptionPace(connection, clock, this::end, ConnectionPipeline::runAfter);
        WatchInterceptor watched = new WatchInterceptor(connection, watches);
        context.addSubscribeInboundInterceptor(pace);
        context.addSubscribeInboundInterceptor(watched);
        context.addSubackOutboundInterceptor(new SubackHold(connection, delivery, downlink));
        context.addSubackOutboundInterceptor(watched);
        context.addUnsubscribeInboundInterceptor(pace);
        context.addUnsubscribeInboundInterceptor(watched);

        // Messages to the device, and its acknowledgements
        if (!connection.acksInBatches()) {
            GateInterceptor gate = new GateInterceptor(connection, delivery);
            context.addPublishOutboundInterceptor(gate);
            context.addPubackInboundInterceptor(gate);
        } else if (connection.limitsPackets()) {
            context.addPublishOutboundInterceptor(new OutboundInterceptor(connection));
        } else {
            // Packets go out faster without an interceptor, so it is added when the first packet needs it.
            connection.beforeExpiring(() -> context.addPublishOutboundInterceptor(new OutboundInterceptor(connection)));
        }
    }

    private CompletionStage<Void> end(DeviceConnection connection, SubscriptionPace.Cause cause, String reason) {
        Downlink.Reason why = switch (cause) {
            case TOO_MANY_FILTERS -> Downlink.Reason.OVER_LIMIT;
            case ANSWER_TOO_LARGE -> Downlink.Reason.TOO_LARGE;
        };
        return downlink.disconnect(connection, why, reason);
    }

    private static void runAfter(Duration wait, Runnable task) {
        CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
                .execute(task);
    }
}
