package io.waggle.broker.presence;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.interceptor.suback.SubackOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.suback.parameter.SubackOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.suback.parameter.SubackOutboundOutput;
import com.hivemq.extension.sdk.api.interceptor.subscribe.SubscribeInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.subscribe.parameter.SubscribeInboundInput;
import com.hivemq.extension.sdk.api.interceptor.subscribe.parameter.SubscribeInboundOutput;
import com.hivemq.extension.sdk.api.interceptor.unsubscribe.UnsubscribeInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.unsubscribe.parameter.UnsubscribeInboundInput;
import com.hivemq.extension.sdk.api.interceptor.unsubscribe.parameter.UnsubscribeInboundOutput;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import com.hivemq.extension.sdk.api.packets.subscribe.Subscription;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps one connection's watches equal to its subscriptions. The broker makes a subscription between the answer of the rules
 * and the SUBACK, and removes it without asking. Called on the broker's extension threads, in the order of the client's
 * packets; does not block them.
 */
public final class WatchInterceptor
        implements SubscribeInboundInterceptor, SubackOutboundInterceptor, UnsubscribeInboundInterceptor {

    /** Longer than unsubscribing and disconnecting can take. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    private final DeviceConnection connection;
    private final Watches watches;
    /** The users named in SUBSCRIBEs, by packet id, at the position of their topic; null for other topics. */
    private final ConcurrentHashMap<Integer, List<@Nullable Id>> asked = new ConcurrentHashMap<>();

    public WatchInterceptor(DeviceConnection connection, Watches watches) {
        this.connection = connection;
        this.watches = watches;
    }

    @Override
    public void onInboundSubscribe(SubscribeInboundInput input, SubscribeInboundOutput output) {
        List<@Nullable Id> uids = new ArrayList<>();
        boolean any = false;
        for (Subscription subscription : input.getSubscribePacket().getSubscriptions()) {
            Id uid = connection.watchedBy(subscription.getTopicFilter());
            uids.add(uid);
            any = any || uid != null;
        }
        if (any) {
            asked.put(input.getSubscribePacket().getPacketId(), uids);
        }
    }

    @Override
    public void onOutboundSuback(SubackOutboundInput input, SubackOutboundOutput output) {
        List<@Nullable Id> uids = asked.remove(input.getSubackPacket().getPacketIdentifier());
        if (uids == null) {
            return;
        }
        List<SubackReasonCode> codes = input.getSubackPacket().getReasonCodes();
        List<CompletableFuture<Void>> undone = new ArrayList<>();
        for (int i = 0; i < Math.min(uids.size(), codes.size()); i++) {
            Id uid = uids.get(i);
            if (uid != null && isGranted(codes.get(i))) {
                undone.add(watches.subscribed(connection, uid).toCompletableFuture());
            }
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(undone.toArray(CompletableFuture[]::new));
        if (!all.isDone()) {
            Async<SubackOutboundOutput> async = output.async(LIMIT);
            CompletionStage<Void> stage = all;
            stage.whenComplete((done, fault) -> async.resume());
        }
    }

    @Override
    public void onInboundUnsubscribe(UnsubscribeInboundInput input, UnsubscribeInboundOutput output) {
        for (String filter : input.getUnsubscribePacket().getTopicFilters()) {
            Id uid = connection.watchedBy(filter);
            if (uid != null) {
                watches.unsubscribed(connection, uid);
            }
        }
    }

    private static boolean isGranted(SubackReasonCode code) {
        return switch (code) {
            case GRANTED_QOS_0, GRANTED_QOS_1, GRANTED_QOS_2 -> true;
            case UNSPECIFIED_ERROR,
                    IMPLEMENTATION_SPECIFIC_ERROR,
                    NOT_AUTHORIZED,
                    TOPIC_FILTER_INVALID,
                    PACKET_IDENTIFIER_IN_USE,
                    QUOTA_EXCEEDED,
                    SHARED_SUBSCRIPTION_NOT_SUPPORTED,
                    SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED,
                    WILDCARD_SUBSCRIPTION_NOT_SUPPORTED -> false;
        };
    }
}
