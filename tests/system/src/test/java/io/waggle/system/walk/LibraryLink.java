package io.waggle.system.walk;

import io.waggle.system.client.Ack;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mqtt3Connection;
import io.waggle.system.client.Mqtt5Connection;
import io.waggle.system.client.MqttConnection;
import io.waggle.system.network.BreakableProxy;
import io.waggle.system.network.Endpoint;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A connection with a client library, through a proxy that can cut it. */
final class LibraryLink implements Link, MqttConnection.Listener {

    private final Listener listener;
    private final BreakableProxy proxy;
    private final MqttConnection connection;
    private final CompletableFuture<Void> disconnected = new CompletableFuture<>();

    // Guarded by this.
    private boolean open;
    private boolean leaving;

    LibraryLink(WaggleProcess waggle, Endpoint endpoint, Login login, boolean mqtt5, Listener listener) {
        this.listener = listener;
        this.proxy = new BreakableProxy(endpoint);
        ConnectOptions options = ConnectOptions.of(waggle, login).through(proxy);
        this.connection = mqtt5 ? new Mqtt5Connection(options, this) : new Mqtt3Connection(options.withMqtt3(), this);
    }

    @Override
    public void connect() throws IOException {
        synchronized (this) {
            open = true;
            listener.connected();
        }
        try {
            connection.connect();
        } catch (CompletionException refused) {
            end(false);
            proxy.close();
            throw new IOException(refused);
        }
    }

    @Override
    public CompletableFuture<Ack> publish(String topic, byte[] payload, String correlation) {
        CompletableFuture<Ack> reported = new CompletableFuture<>();
        var unused = connection
                .publish(new MqttConnection.Outgoing(topic, payload, 1, false, ""))
                .whenComplete((ack, lost) -> acknowledged(reported, ack, lost));
        return reported;
    }

    /** Reports an acknowledgement. Those that the library reports after the end of the connection are ignored. */
    private synchronized void acknowledged(CompletableFuture<Ack> reported, Ack ack, @Nullable Throwable lost) {
        if (lost == null && open) {
            reported.complete(ack);
        } else {
            reported.completeExceptionally(lost == null ? new EOFException("ended") : lost);
        }
    }

    @Override
    public boolean isOpen() {
        return connection.isConnected();
    }

    @Override
    public synchronized void received(String topic, byte[] payload, Runnable acknowledge) {
        if (open) {
            listener.received(payload, "", acknowledge);
        }
    }

    @Override
    public void leave() {
        synchronized (this) {
            leaving = open;
            if (!leaving) {
                return;
            }
            listener.leaving();
        }
        try {
            connection.disconnect();
        } catch (CompletionException gone) {
            end(false);
        }
        boolean closed = Eventually.happens(Eventually.TIMEOUT, proxy::isIdle);
        end(closed);
        proxy.close();
    }

    @Override
    public void breakConnection() {
        proxy.cut();
        Eventually.await(disconnected);
        end(false);
        proxy.close();
    }

    @Override
    public void ended() {
        disconnected.complete(null);
        synchronized (this) {
            if (!leaving) {
                end(false);
            }
        }
    }

    private synchronized void end(boolean clean) {
        if (open) {
            open = false;
            listener.ended(clean);
        }
    }
}
