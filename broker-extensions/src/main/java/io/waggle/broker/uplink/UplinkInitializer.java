package io.waggle.broker.uplink;

import com.hivemq.extension.sdk.api.client.ClientContext;
import com.hivemq.extension.sdk.api.client.parameter.InitializerInput;
import com.hivemq.extension.sdk.api.services.intializer.ClientInitializer;
import io.waggle.broker.connection.Connections;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.delivery.Delivery;
import io.waggle.broker.delivery.Downlink;
import io.waggle.broker.delivery.GateInterceptor;
import io.waggle.broker.delivery.SubackGate;
import io.waggle.broker.presence.Watches;

/** Gives each connection its interceptors, before its CONNACK goes out. Called on the broker's extension threads. */
public final class UplinkInitializer implements ClientInitializer {

    private final Connections connections;
    private final UplinkHandler handler;
    private final Redeliveries redeliveries;
    private final Downlink downlink;
    private final SubackGate subscriptions;
    private final Delivery delivery;
    private final Watches watches;

    public UplinkInitializer(
            Connections connections,
            UplinkHandler handler,
            Redeliveries redeliveries,
            Downlink downlink,
            SubackGate subscriptions,
            Delivery delivery,
            Watches watches) {
        this.connections = connections;
        this.handler = handler;
        this.redeliveries = redeliveries;
        this.downlink = downlink;
        this.subscriptions = subscriptions;
        this.delivery = delivery;
        this.watches = watches;
    }

    @Override
    public void initialize(InitializerInput input, ClientContext context) {
        DeviceConnection connection = connections.of(input.getConnectionInformation());
        if (connection == null) {
            // It has ended meanwhile. Should it not have, nothing it publishes may be routed.
            context.addPublishInboundInterceptor(new RefuseAll());
            return;
        }
        AckInterceptor acks = new AckInterceptor(connection, redeliveries);
        context.addPublishInboundInterceptor(new UplinkInterceptor(connection, handler, downlink));
        context.addPubackOutboundInterceptor(acks);
        context.addPubrecOutboundInterceptor(acks);
        context.addSubackOutboundInterceptor(subscriptions);
        watches.attach(connection, context);
        if (!connection.acksInBatches()) {
            GateInterceptor gate = new GateInterceptor(connection, delivery);
            context.addPublishOutboundInterceptor(gate);
            context.addPubackInboundInterceptor(gate);
        }
    }
}
