package io.waggle.broker.connection;

import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerInput;
import com.hivemq.extension.sdk.api.auth.parameter.SubscriptionAuthorizerOutput;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What a device may subscribe to by hand: what it is subscribed to anyway. The rest is refused in the SUBACK, and the
 * connection stays. One per connection.
 */
public final class SubscriptionRules implements SubscriptionAuthorizer {

    private final @Nullable DeviceConnection connection;

    /** A connection that is not known may subscribe to nothing. */
    public SubscriptionRules(@Nullable DeviceConnection connection) {
        this.connection = connection;
    }

    @Override
    public void authorizeSubscribe(SubscriptionAuthorizerInput input, SubscriptionAuthorizerOutput output) {
        if (allows(input.getSubscription().getTopicFilter())) {
            output.authorizeSuccessfully();
        } else {
            output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED, ErrorCode.NOT_ALLOWED.wireName());
        }
    }

    /** A filter with a wildcard is not a topic, and {@code $share} is not one of the contract. */
    boolean allows(String filter) {
        return connection != null
                && switch (Topic.parse(filter)) {
                    case Topic.Device device -> device.did().equals(connection.did());
                    case Topic.Group group -> isOwn(connection, group.gid(), filter);
                    case Topic.GroupProtobuf group -> isOwn(connection, group.gid(), filter);
                    case Topic.ToUser up -> false;
                    case Topic.ToUsername up -> false;
                    case Topic.ToGroup up -> false;
                    case Topic.Now up -> false;
                    case Topic.Rpc up -> false;
                    case null -> false;
                };
    }

    private static boolean isOwn(DeviceConnection connection, Id gid, String filter) {
        return filter.equals(connection.groupTopic(gid)) && connection.isIn(gid);
    }
}
