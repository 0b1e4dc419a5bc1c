package io.waggle.broker.delivery;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.interceptor.suback.SubackOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.suback.parameter.SubackOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.suback.parameter.SubackOutboundOutput;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.downlink.Downlink;
import io.waggle.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds a SUBACK until subscriptions to groups that the user has left are removed. The broker asks whether a SUBSCRIBE is
 * allowed and carries it out a little later; the user may leave the group in between. Called on the broker's extension threads;
 * does not block them.
 */
public final class SubackHold implements SubackOutboundInterceptor {

    private static final Logger log = LoggerFactory.getLogger(SubackHold.class);

    /** Longer than unsubscribing and disconnecting can take. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final DeviceConnection connection;
    private final Delivery delivery;
    private final Downlink downlink;

    public SubackHold(DeviceConnection connection, Delivery delivery, Downlink downlink) {
        this.connection = connection;
        this.delivery = delivery;
        this.downlink = downlink;
    }

    @Override
    public void onOutboundSuback(SubackOutboundInput input, SubackOutboundOutput output) {
        if (connection.stage() == DeviceConnection.Stage.CLOSED) {
            return;
        }
        Async<SubackOutboundOutput> async = output.async(LIMIT);
        try {
            delivery.removeLeftSubscriptions(connection)
                    .handle((done, fault) ->
                            fault == null ? CompletableFuture.<Void>completedFuture(null) : giveUp(fault))
                    .thenCompose(ended -> ended)
                    .whenComplete((done, fault) -> async.resume());
        } catch (RuntimeException fault) {
            giveUp(fault).whenComplete((done, failed) -> async.resume());
        }
    }

    private CompletionStage<Void> giveUp(@Nullable Throwable fault) {
        log.warn(
                "Could not remove a subscription of {} to a group that it has left; disconnecting it",
                connection,
                fault);
        return downlink.disconnect(connection, Downlink.Reason.TRY_AGAIN, ErrorCode.UNAVAILABLE.wireName());
    }
}
