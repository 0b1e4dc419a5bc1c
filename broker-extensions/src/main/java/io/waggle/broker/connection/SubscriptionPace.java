package io.waggle.broker.connection;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.interceptor.subscribe.SubscribeInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.subscribe.parameter.SubscribeInboundInput;
import com.hivemq.extension.sdk.api.interceptor.subscribe.parameter.SubscribeInboundOutput;
import com.hivemq.extension.sdk.api.interceptor.unsubscribe.UnsubscribeInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.unsubscribe.parameter.UnsubscribeInboundInput;
import com.hivemq.extension.sdk.api.interceptor.unsubscribe.parameter.UnsubscribeInboundOutput;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Limits;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Limits the load of one connection's SUBSCRIBEs and UNSUBSCRIBEs: the number of filters per packet and per second. A packet
 * that comes too early waits, and the broker reads nothing more from the connection until it is answered. A packet that names
 * too many filters, or whose answer would be too large for the client, ends the connection: the broker would send no answer and
 * read nothing more.
 *
 * <p>One per connection, before all other interceptors of these packets. Called on the broker's extension threads; does not
 * block them.
 */
public final class SubscriptionPace implements SubscribeInboundInterceptor, UnsubscribeInboundInterceptor {

    /** Longer than a packet can wait, and than ending a connection takes. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /**
     * The size of a SUBACK or UNSUBACK without reason codes: type, length of at most two bytes, packet id, length of its
     * properties.
     */
    private static final int ANSWER_OVERHEAD = 6;

    /** Ends a connection; completes when it has ended, and never fails. */
    public interface Ending {
        CompletionStage<Void> end(DeviceConnection connection, Cause cause, String reason);
    }

    /** The reason why a connection is ended. */
    public enum Cause {
        TOO_MANY_FILTERS,
        ANSWER_TOO_LARGE
    }

    /** Runs a task after a delay. */
    public interface Timer {
        void after(Duration wait, Runnable task);
    }

    private final DeviceConnection connection;
    private final FilterBudget budget;
    private final Ending ending;
    private final Timer timer;

    public SubscriptionPace(DeviceConnection connection, Clock clock, Ending ending, Timer timer) {
        this.connection = connection;
        this.budget = new FilterBudget(clock);
        this.ending = ending;
        this.timer = timer;
    }

    @Override
    public void onInboundSubscribe(SubscribeInboundInput input, SubscribeInboundOutput output) {
        int filters = input.getSubscribePacket().getSubscriptions().size();
        pace(filters, () -> output.async(LIMIT, TimeoutFallback.FAILURE));
    }

    @Override
    public void onInboundUnsubscribe(UnsubscribeInboundInput input, UnsubscribeInboundOutput output) {
        int filters = input.getUnsubscribePacket().getTopicFilters().size();
        pace(filters, () -> output.async(LIMIT, TimeoutFallback.FAILURE));
    }

    private void pace(int filters, Supplier<Async<?>> async) {
        if (filters > Limits.FILTERS) {
            end(
                    Cause.TOO_MANY_FILTERS,
                    ErrorCode.TOO_LONG.wireName() + ": a SUBSCRIBE or UNSUBSCRIBE names at most " + Limits.FILTERS
                            + " topic filters",
                    async.get());
        } else if (!connection.takesPacket(filters + ANSWER_OVERHEAD)) {
            end(
                    Cause.ANSWER_TOO_LARGE,
                    ErrorCode.TOO_LONG.wireName() + ": the answer exceeds the client's maximum packet size",
                    async.get());
        } else {
            Duration wait = budget.take(filters);
            if (wait.isPositive()) {
                resumeAfter(wait, async.get());
            }
        }
    }

    private void resumeAfter(Duration wait, Async<?> async) {
        try {
            timer.after(wait, async::resume);
        } catch (RejectedExecutionException stopping) {
            async.resume();
        }
    }

    private void end(Cause cause, String reason, Async<?> async) {
        try {
            ending.end(connection, cause, reason).whenComplete((done, fault) -> async.resume());
        } catch (RuntimeException fault) {
            async.resume();
            throw fault;
        }
    }
}
