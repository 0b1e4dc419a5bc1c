package io.waggle.broker;

import io.waggle.fabric.Fabric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A fabric that loses what is published while a test runs, and reports the loss to its listeners. */
public final class LossyFabric implements Fabric {

    private final Fabric fabric;
    private final List<LossListener> listeners = new ArrayList<>();
    private boolean loses;

    public LossyFabric(Fabric fabric) {
        this.fabric = fabric;
    }

    public void lose(Runnable publishes) {
        listeners.forEach(LossListener::begins);
        loses = true;
        publishes.run();
        loses = false;
        listeners.forEach(listener -> listener.isOver(Duration.ofSeconds(1)));
    }

    @Override
    public CompletableFuture<byte[]> request(String subject, byte[] body, Duration deadline) {
        return fabric.request(subject, body, deadline);
    }

    @Override
    public Registration serve(String subject, Handler handler) {
        return fabric.serve(subject, handler);
    }

    @Override
    public void publish(String subject, byte[] body) {
        if (!loses) {
            fabric.publish(subject, body);
        }
    }

    @Override
    public Registration listen(String subject, Consumer<byte[]> listener) {
        return fabric.listen(subject, listener);
    }

    @Override
    public Registration onLoss(LossListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public boolean isConnected() {
        return !loses;
    }

    @Override
    public void close() {
        fabric.close();
    }
}
