package io.waggle.broker.presence;

import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.publish.Publish;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.downlink.Downlink;
import io.waggle.protocol.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** A presence publisher through the broker's own service. Everything goes out at QoS 1. */
public final class HiveMqPresencePublisher implements PresencePublisher {

    private static final Logger log = LoggerFactory.getLogger(HiveMqPresencePublisher.class);

    private final PublishService publisher;
    private final Downlink downlink;

    public HiveMqPresencePublisher(PublishService publisher, Downlink downlink) {
        this.publisher = publisher;
        this.downlink = downlink;
    }

    @Override
    public CompletionStage<Void> toWatcher(DeviceConnection connection, String topic, byte[] payload) {
        return taken(topic, publisher.publishToClient(publish(topic, payload), connection.clientId()));
    }

    @Override
    public CompletionStage<Void> toTopic(String topic, byte[] payload) {
        return taken(topic, publisher.publish(publish(topic, payload)));
    }

    @Override
    public CompletionStage<Void> unsubscribe(DeviceConnection connection, String topic) {
        return downlink.unsubscribe(connection, topic);
    }

    @Override
    public CompletionStage<Void> disconnect(DeviceConnection connection) {
        return downlink.disconnect(connection, Downlink.Reason.TRY_AGAIN, ErrorCode.UNAVAILABLE.wireName());
    }

    private static CompletionStage<Void> taken(String topic, CompletionStage<?> publishing) {
        return publishing.handle((result, fault) -> {
            if (fault != null) {
                log.warn("The broker could not publish to {}", topic, fault);
            }
            return null;
        });
    }

    private static Publish publish(String topic, byte[] payload) {
        return Builders.publish()
                .topic(topic)
                .qos(Qos.AT_LEAST_ONCE)
                .payload(ByteBuffer.wrap(payload))
                .build();
    }
}
