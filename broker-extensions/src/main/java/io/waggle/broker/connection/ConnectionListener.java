package io.waggle.broker.connection;

import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;

import java.util.function.Consumer;

/**
 * Notifies of each connection that begins and of each that ends, for whatever reason. Called on the broker's extension threads.
 */
public final class ConnectionListener implements ClientLifecycleEventListener {

    private final Connections connections;
    private final Consumer<DeviceConnection> onBegin;
    private final Consumer<DeviceConnection> onEnd;

    public ConnectionListener(
            Connections connections, Consumer<DeviceConnection> onBegin, Consumer<DeviceConnection> onEnd) {
        this.connections = connections;
        this.onBegin = onBegin;
        this.onEnd = onEnd;
    }

    @Override
    public void onMqttConnectionStart(ConnectionStartInput input) {}

    @Override
    public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {
        DeviceConnection connection = connections.of(input.getConnectionInformation());
        if (connection != null) {
            onBegin.accept(connection);
        }
    }

    @Override
    public void onDisconnect(DisconnectEventInput input) {
        DeviceConnection connection = connections.of(input.getConnectionInformation());
        if (connection != null) {
            connections.remove(connection);
            onEnd.accept(connection);
        }
    }
}
