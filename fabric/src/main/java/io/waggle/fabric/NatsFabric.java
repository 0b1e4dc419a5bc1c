package io.waggle.fabric;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A fabric across processes, on NATS core. The servers of one subject form a queue group.
 *
 * <p>Each subject belongs to one of a few dispatcher threads, so its messages stay in order. While the NATS server is
 * unreachable, the connection tries to reconnect without end; requests then end in {@link NoAnswer} and publishes may be lost.
 */
public final class NatsFabric implements Fabric {

    private static final Logger log = LoggerFactory.getLogger(NatsFabric.class);

    private static final String QUEUE_GROUP = "waggle";
    private static final String FAILED = "Waggle-Failed";
    private static final int DISPATCHERS = Math.max(2, Runtime.getRuntime().availableProcessors());

    private final Connection connection;
    private final NatsLosses losses;
    private final Dispatcher[] dispatchers;

    private NatsFabric(Connection connection, NatsLosses losses) {
        this.connection = connection;
        this.losses = losses;
        this.dispatchers = IntStream.range(0, DISPATCHERS)
                .mapToObj(i -> connection.createDispatcher())
                .toArray(Dispatcher[]::new);
    }

    /**
     * Connects, and fails if the server cannot be reached now.
     *
     * @param url for example {@code nats://host:4222}
     */
    public static NatsFabric connect(String url) throws IOException, InterruptedException {
        NatsLosses losses = new NatsLosses();
        Options options = Options.builder()
                .server(url)
                .connectionName("waggle")
                .connectionTimeout(Duration.ofSeconds(5))
                .maxReconnects(-1)
                .reportNoResponders()
                .connectionListener(losses)
                .errorListener(losses)
                .build();
        return new NatsFabric(Nats.connect(options), losses);
    }

    /** Removes the password from a URL for {@link #connect}, or from its error message, so that the text may be shown. */
    public static String withoutPassword(String url) {
        return url.replaceAll("//[^/@\\s]*@", "//…@");
    }

    @Override
    public CompletableFuture<byte[]> request(String subject, byte[] body, Duration deadline) {
        CompletableFuture<Message> reply;
        try {
            reply = connection.requestWithTimeout(subject, body, deadline);
        } catch (IllegalStateException | IllegalArgumentException closedOrTooLarge) {
            return CompletableFuture.failedFuture(noAnswer(subject, closedOrTooLarge));
        }
        // The connection itself looks for overdue requests only every few seconds.
        return reply.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .handle((message, fault) -> answerOf(subject, message, fault));
    }

    @Override
    public Registration serve(String subject, Handler handler) {
        Dispatcher dispatcher = dispatcherOf(subject);
        Subscription subscription =
                dispatcher.subscribe(subject, QUEUE_GROUP, request -> answer(subject, handler, request));
        return () -> unsubscribe(dispatcher, subscription);
    }

    @Override
    public void publish(String subject, byte[] body) {
        try {
            connection.publish(subject, body);
        } catch (IllegalStateException | IllegalArgumentException closedOrFullOrTooLarge) {
            log.warn("Lost a publish to {}: {}", subject, closedOrFullOrTooLarge.getMessage());
        }
    }

    @Override
    public Registration listen(String subject, Consumer<byte[]> listener) {
        Dispatcher dispatcher = dispatcherOf(subject);
        Subscription subscription = dispatcher.subscribe(subject, message -> {
            try {
                listener.accept(message.getData());
            } catch (RuntimeException fault) {
                log.error("A listener of {} failed", subject, fault);
            }
        });
        return () -> unsubscribe(dispatcher, subscription);
    }

    @Override
    public Registration onLoss(LossListener listener) {
        return losses.add(listener);
    }

    @Override
    public boolean isConnected() {
        return connection.getStatus() == Connection.Status.CONNECTED;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String subject, Handler handler, Message request) {
        CompletionStage<byte[]> answer;
        try {
            answer = handler.handle(request.getData());
        } catch (RuntimeException fault) {
            answer = CompletableFuture.failedFuture(fault);
        }
        answer.thenAccept(body -> connection.publish(request.getReplyTo(), body))
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        log.error("The server of {} failed", subject, fault);
                        reportFailure(request);
                    }
                });
    }

    /** Notifies the caller at once, since the caller would otherwise wait for the deadline. */
    private void reportFailure(Message request) {
        try {
            connection.publish(NatsMessage.builder()
                    .subject(request.getReplyTo())
                    .headers(new Headers().add(FAILED, "true"))
                    .build());
        } catch (IllegalStateException closedOrFull) {
            log.warn(
                    "The requester could not be notified of the failure, and waits for its deadline: {}",
                    closedOrFull.getMessage());
        }
    }

    private static byte[] answerOf(String subject, @Nullable Message message, @Nullable Throwable fault) {
        if (message == null) {
            throw noAnswer(subject, fault);
        }
        if (message.hasHeaders() && message.getHeaders().containsKey(FAILED)) {
            throw new NoAnswer("the server of " + subject + " failed");
        }
        return message.getData();
    }

    private static NoAnswer noAnswer(String subject, @Nullable Throwable fault) {
        return new NoAnswer("no answer from " + subject + ": " + fault);
    }

    private Dispatcher dispatcherOf(String subject) {
        return dispatchers[Math.floorMod(subject.hashCode(), dispatchers.length)];
    }

    private void unsubscribe(Dispatcher dispatcher, Subscription subscription) {
        if (dispatcher.isActive()) {
            dispatcher.unsubscribe(subscription);
        }
    }
}
