package io.waggle.broker.connection;

import com.hivemq.extension.sdk.api.async.Async;
import com.hivemq.extension.sdk.api.async.TimeoutFallback;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Topic;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * The rules for a device's SUBSCRIBEs. It may subscribe to the topics that it is subscribed to anyway, and to the presence of
 * users who allow it. Every other filter is refused in the SUBACK, and the connection stays. One per connection.
 */
public final class SubscriptionRules implements SubscriptionAuthorizer {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionRules.class);

    /** Longer than the deadline of the request that it waits for. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final @Nullable DeviceConnection connection;
    private final WatchRules watches;

    /** An unknown connection may subscribe to nothing. */
    public SubscriptionRules(@Nullable DeviceConnection connection, WatchRules watches) {
        this.connection = connection;
        this.watches = watches;
    }

    @Override
    public void authorizeSubscribe(SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        String filter = input.getSubscription().getTopicFilter();
        Id watched = connection == null ? null : connection.watchedBy(filter);
        if (connection == null || watched == null) {
            decide(output, allows(filter));
        } else {
            ask(connection, watched, output);
        }
    }

    private void ask(DeviceConnection asking, Id watched, SubscriptionAuthorizerOutput output) {
        Async<SubscriptionAuthorizerOutput> async = output.async(LIMIT, TimeoutFallback.FAILURE);
        try {
            watches.watch(asking, watched).whenComplete((allowed, fault) -> {
                if (fault != null) {
                    log.error("A subscription of {} to a user's presence was refused: the check failed", asking, fault);
                }
                decide(async, Boolean.TRUE.equals(allowed));
            });
        } catch (RuntimeException fault) {
            log.error("A subscription of {} to a user's presence was refused: the check failed", asking, fault);
            decide(async, false);
        }
    }

    private static void decide(Async<SubscriptionAuthorizerOutput> async, boolean allowed) {
        try {
            decide(async.getOutput(), allowed);
        } catch (RuntimeException late) {
            // The decision took too long, and the broker has refused the SUBSCRIBE meanwhile.
            log.warn("A decision about a SUBSCRIBE came too late; the broker has refused it", late);
        } finally {
            async.resume();
        }
    }

    private static void decide(SubscriptionAuthorizerOutput output, boolean allowed) {
        if (allowed) {
            output.authorizeSuccessfully();
        } else {
            // No reason string: the broker joins those of all filters into one, and fails if it is too long.
            output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED);
        }
    }

    /**
     * Decides without asking the service. A filter with a wildcard is not a topic, and {@code $share} is not in the contract.
     */
    boolean allows(String filter) {
        return connection != null
                && switch (Topic.parse(filter)) {
                    case Topic.Device device -> device.did().equals(connection.did());
                    case Topic.Group group -> isOwn(connection, group.gid(), filter);
                    case Topic.GroupProtobuf group -> isOwn(connection, group.gid(), filter);
                    case Topic.Presence presence -> false;
                    case Topic.PresenceProtobuf presence -> false;
                    case Topic.ToUser up -> false;
                    case Topic.ToUsername up -> false;
                    case Topic.ToGroup up -> false;
                    case Topic.Now up -> false;
                    case Topic.Rpc up -> false;
                    case null -> false;
                };
    }

    private static boolean isOwn(DeviceConnection connection, Id gid, String filter) {
        return filter.equals(connection.groupTopic(gid)) && connection.allowSubscribe(gid);
    }
}
