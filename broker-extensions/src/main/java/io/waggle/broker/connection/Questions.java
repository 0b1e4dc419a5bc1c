package io.waggle.broker.connection;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Requests to the service in the name of devices. Only a limited number runs at the same time, and the others wait in a queue.
 * So thousands of devices that reconnect together are answered one after the other, instead of all too late. Safe on any
 * thread; never blocks.
 */
public final class Questions {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @SuppressWarnings("ArrayRecordComponent")
    private record Question(BooleanSupplier wanted, String subject, byte[] body, CompletableFuture<byte[]> answer) {}

    private final Fabric fabric;

    // Guarded by this.
    private final Deque<Question> line = new ArrayDeque<>();
    private int free;
    private boolean advancing;

    public Questions(Fabric fabric, int atOnce) {
        this.fabric = fabric;
        this.free = atOnce;
    }

    /** Returns the answer. It is cancelled if the connection has ended before its turn. The deadline starts with the turn. */
    public CompletableFuture<byte[]> ask(DeviceConnection connection, String subject, byte[] body) {
        return ask(() -> connection.stage() != DeviceConnection.Stage.CLOSED, subject, body);
    }

    /** @param wanted whether the answer is still needed when the turn comes */
    public CompletableFuture<byte[]> ask(BooleanSupplier wanted, String subject, byte[] body) {
        return ask(new Question(wanted, subject, body, new CompletableFuture<>()), Deque::addLast);
    }

    /** Like {@link #ask}, for a second request of the same caller: it goes to the front of the queue. */
    public CompletableFuture<byte[]> askOn(BooleanSupplier wanted, String subject, byte[] body) {
        return ask(new Question(wanted, subject, body, new CompletableFuture<>()), Deque::addFirst);
    }

    private CompletableFuture<byte[]> ask(Question question, BiConsumer<Deque<Question>, Question> joining) {
        synchronized (this) {
            joining.accept(line, question);
        }
        askNext();
        return question.answer();
    }

    /** Only one thread runs this at a time, so that immediate answers do not nest on its stack. */
    private void askNext() {
        synchronized (this) {
            if (advancing) {
                return;
            }
            advancing = true;
        }
        for (Question next = take(); next != null; next = take()) {
            ask(next);
        }
    }

    private synchronized @Nullable Question take() {
        if (free == 0 || line.isEmpty()) {
            advancing = false;
            return null;
        }
        free--;
        return line.remove();
    }

    private void ask(Question question) {
        if (!question.wanted().getAsBoolean()) {
            question.answer().cancel(false);
            release();
            return;
        }
        CompletableFuture<byte[]> answer;
        try {
            answer = fabric.request(question.subject(), question.body(), DEADLINE);
        } catch (RuntimeException fault) {
            answer = CompletableFuture.failedFuture(fault);
        }
        var unused = answer.whenComplete((bytes, fault) -> {
            release();
            if (fault == null) {
                question.answer().complete(bytes);
            } else {
                question.answer().completeExceptionally(fault);
            }
            askNext();
        });
    }

    private synchronized void release() {
        free++;
    }

    public interface Parsing<T> {
        T parse() throws InvalidProtocolBufferException;
    }

    public static <T> T parsed(Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException("What came is not what this version reads", malformed);
        }
    }
}
