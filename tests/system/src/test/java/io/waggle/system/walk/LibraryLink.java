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

/** A stock client library on a cable that can be cut. */
final class LibraryLink implements Link, MqttConnection.Listener {

    private final Listener listener;
    private final BreakableProxy proxy;
    private final MqttConnection line;
    private final CompletableFuture<Void> disconnected = new CompletableFuture<>();

    // Guarded by this.
    private boolean hears;
    private boolean leaving;

    LibraryLink(WaggleProcess waggle, Endpoint entrance, Login login, boolean mqtt5, Listener listener) {
        this.listener = listener;
        this.proxy = new BreakableProxy(entrance);
        ConnectOptions options = ConnectOptions.of(waggle, login).through(proxy);
        this.line = mqtt5 ? new Mqtt5Connection(options, this) : new Mqtt3Connection(options.withMqtt3(), this);
    }

    @Override
    public void connect() throws IOException {
        synchronized (this) {
            hears = true;
            listener.connected();
        }
        try {
            line.connect();
        } catch (CompletionException refused) {
            end(false);
            proxy.close();
            throw new IOException(refused);
        }
    }

    @Override
    public CompletableFuture<Ack> publish(String topic, byte[] payload, String correlation) {
        CompletableFuture<Ack> heard = new CompletableFuture<>();
        var unused = line.publish(new MqttConnection.Outgoing(topic, payload, 1, false, ""))
                .whenComplete((ack, lost) -> acknowledged(heard, ack, lost));
        return heard;
    }

    /** Reports an acknowledgement. Those that the library reports after the end of the connection are ignored. */
    private synchronized void acknowledged(CompletableFuture<Ack> heard, Ack ack, @Nullable Throwable lost) {
        if (lost == null && hears) {
            heard.complete(ack);
        } else {
            heard.completeExceptionally(lost == null ? new EOFException("ended") : lost);
        }
    }

    @Override
    public boolean isOpen() {
        return line.isConnected();
    }

    @Override
    public synchronized void received(String topic, byte[] payload, Runnable acknowledge) {
        if (hears) {
            listener.received(payload, "", acknowledge);
        }
    }

    @Override
    public void leave() {
        synchronized (this) {
            leaving = hears;
            if (!leaving) {
                return;
            }
            listener.leaving();
        }
        try {
            line.disconnect();
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
        if (hears) {
            hears = false;
            listener.ended(clean);
        }
    }
}
