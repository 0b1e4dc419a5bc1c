package io.waggle.broker.connection;

import io.waggle.fabric.Fabric;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * The queue of requests to the service in the name of devices. Only a limited number runs at the same time, and the others
 * wait. So thousands of devices that reconnect together are answered one after the other, in time, instead of all together and
 * too late. Safe on any thread; never blocks.
 */
public final class RequestQueue {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @SuppressWarnings("ArrayRecordComponent")
    private record Request(BooleanSupplier wanted, String subject, byte[] body, CompletableFuture<byte[]> answer) {}

    private final Fabric fabric;

    // Guarded by this.
    private final Deque<Request> waiting = new ArrayDeque<>();
    private int free;
    private boolean advancing;

    public RequestQueue(Fabric fabric, int atOnce) {
        this.fabric = fabric;
        this.free = atOnce;
    }

    /** Returns the answer. It is cancelled if the connection has ended before its turn. The deadline starts with the turn. */
    public CompletableFuture<byte[]> request(DeviceConnection connection, String subject, byte[] body) {
        return request(() -> connection.stage() != DeviceConnection.Stage.CLOSED, subject, body);
    }

    /** @param wanted whether the answer is still needed when the turn comes */
    public CompletableFuture<byte[]> request(BooleanSupplier wanted, String subject, byte[] body) {
        return add(new Request(wanted, subject, body, new CompletableFuture<>()), Deque::addLast);
    }

    /** Like {@link #request}, for a second request of the same caller: it goes to the front of the queue. */
    public CompletableFuture<byte[]> requestFirst(BooleanSupplier wanted, String subject, byte[] body) {
        return add(new Request(wanted, subject, body, new CompletableFuture<>()), Deque::addFirst);
    }

    private CompletableFuture<byte[]> add(Request request, BiConsumer<Deque<Request>, Request> joining) {
        synchronized (this) {
            joining.accept(waiting, request);
        }
        sendNext();
        return request.answer();
    }

    /** Only one thread runs this at a time, so that immediate answers do not nest on its stack. */
    private void sendNext() {
        synchronized (this) {
            if (advancing) {
                return;
            }
            advancing = true;
        }
        for (Request next = take(); next != null; next = take()) {
            send(next);
        }
    }

    private synchronized @Nullable Request take() {
        if (free == 0 || waiting.isEmpty()) {
            advancing = false;
            return null;
        }
        free--;
        return waiting.remove();
    }

    private void send(Request request) {
        if (!request.wanted().getAsBoolean()) {
            request.answer().cancel(false);
            release();
            return;
        }
        CompletableFuture<byte[]> answer;
        try {
            answer = fabric.request(request.subject(), request.body(), DEADLINE);
        } catch (RuntimeException fault) {
            answer = CompletableFuture.failedFuture(fault);
        }
        var unused = answer.whenComplete((bytes, fault) -> {
            release();
            if (fault == null) {
                request.answer().complete(bytes);
            } else {
                request.answer().completeExceptionally(fault);
            }
            sendNext();
        });
    }

    private synchronized void release() {
        free++;
    }
}
