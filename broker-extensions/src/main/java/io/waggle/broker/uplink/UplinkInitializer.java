package io.waggle.broker.uplink;

import com.hivemq.extension.sdk.api.client.ClientContext;
import com.hivemq.extension.sdk.api.client.parameter.InitializerInput;
import com.hivemq.extension.sdk.api.services.intializer.ClientInitializer;
import io.waggle.broker.connection.Connections;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.connection.SubscriptionPace;
import io.waggle.broker.delivery.Delivery;
import io.waggle.broker.delivery.GateInterceptor;
import io.waggle.broker.delivery.OutboundInterceptor;
import io.waggle.broker.delivery.SubackGate;
import io.waggle.broker.downlink.Downlink;
import io.waggle.broker.presence.Watches;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Adds the interceptors to each connection, before its CONNACK is sent. Called on the broker's extension threads. */
public final class UplinkInitializer implements ClientInitializer {

    private final Connections connections;
    private final UplinkHandler handler;
    private final Downlink downlink;
    private final SubackGate subscriptions;
    private final Delivery delivery;
    private final Watches watches;
    private final Clock clock;

    public UplinkInitializer(
            Connections connections,
            UplinkHandler handler,
            Downlink downlink,
            SubackGate subscriptions,
            Delivery delivery,
            Watches watches,
            Clock clock) {
        this.connections = connections;
        this.handler = handler;
        this.downlink = downlink;
        this.subscriptions = subscriptions;
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
        AckInterceptor acks = new AckInterceptor(connection);
        context.addPublishInboundInterceptor(new UplinkInterceptor(connection, handler, downlink));
        context.addPubackOutboundInterceptor(acks);
        context.addPubrecOutboundInterceptor(acks);
        SubscriptionPace pace = new SubscriptionPace(connection, clock, this::end, UplinkInitializer::runAfter);
        context.addSubscribeInboundInterceptor(pace);
        context.addUnsubscribeInboundInterceptor(pace);
        context.addSubackOutboundInterceptor(subscriptions);
        watches.attach(connection, context);
        if (connection.acksInBatches()) {
            // Without an interceptor as long as none is needed: this is faster.
            OutboundInterceptor outbound = new OutboundInterceptor(connection);
            if (connection.limitsPackets()) {
                context.addPublishOutboundInterceptor(outbound);
            } else {
                connection.beforeExpiring(() -> context.addPublishOutboundInterceptor(outbound));
            }
        } else {
            GateInterceptor gate = new GateInterceptor(connection, delivery);
            context.addPublishOutboundInterceptor(gate);
            context.addPubackInboundInterceptor(gate);
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
