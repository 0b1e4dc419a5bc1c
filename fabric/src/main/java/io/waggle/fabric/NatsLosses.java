package io.waggle.fabric;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notices when a connection may lose messages: when it is broken, and when messages arrive faster than the listeners take them.
 *
 * <p>Called on the connection's own callback thread.
 */
final class NatsLosses implements ConnectionListener, ErrorListener {

    private static final Logger log = LoggerFactory.getLogger(NatsLosses.class);

    private final List<Fabric.LossListener> listeners = new CopyOnWriteArrayList<>();
    private long brokenAt;
    private boolean broken;

    Fabric.Registration add(Fabric.LossListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public synchronized void connectionEvent(Connection connection, Events event, Long time, String server) {
        switch (event) {
            case DISCONNECTED -> {
                if (!broken) {
                    log.warn("The connection to NATS is lost, and messages may be lost; reconnecting");
                    broken = true;
                    brokenAt = System.nanoTime();
                    listeners.forEach(Fabric.LossListener::begins);
                }
            }
            case RESUBSCRIBED -> {
                if (broken) {
                    broken = false;
                    Duration lasted = Duration.ofNanos(System.nanoTime() - brokenAt);
                    log.info("The connection to NATS is restored after {} ms", lasted.toMillis());
                    listeners.forEach(listener -> listener.isOver(lasted));
                }
            }
            case CONNECTED, CLOSED, RECONNECTED, DISCOVERED_SERVERS, LAME_DUCK -> {}
        }
    }

    /** The interface requires it; the library calls the other one. */
    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public void connectionEvent(Connection connection, Events event) {
        throw new UnsupportedOperationException();
    }

    /** Called when a listener starts to be too slow, and again when it has taken a message and the next one is dropped. */
    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
        log.warn("Messages from NATS arrive faster than they are handled, and are dropped");
        listeners.forEach(Fabric.LossListener::begins);
        listeners.forEach(listener -> listener.isOver(Duration.ZERO));
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        log.warn("NATS reported an error: {}", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception fault) {
        log.debug("The NATS client reported an exception", fault);
    }
}
