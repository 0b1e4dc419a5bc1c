package io.waggle.broker.downlink;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.packets.general.Qos;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import com.hivemq.extension.sdk.api.services.builder.PublishBuilder;
import com.hivemq.extension.sdk.api.services.exception.NoSuchClientIdException;
import com.hivemq.extension.sdk.api.services.publish.PublishService;
import com.hivemq.extension.sdk.api.services.publish.PublishToClientResult;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import com.hivemq.extension.sdk.api.services.subscription.SubscriptionStore;
import com.hivemq.extension.sdk.api.services.subscription.TopicSubscription;
import io.waggle.broker.connection.DeviceConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A downlink through the broker's own services. Everything goes out at QoS 1, except ephemeral messages, and packets to devices
 * that acknowledge in batches.
 */
public final class HiveMqDownlink implements Downlink {

    private static final Logger log = LoggerFactory.getLogger(HiveMqDownlink.class);

    /** The time limit for subscribing, which normally takes milliseconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PublishService publisher;
    private final SubscriptionStore subscriptions;
    private final ClientService clients;
    private final Clock clock;

    public HiveMqDownlink(
            PublishService publisher, SubscriptionStore subscriptions, ClientService clients, Clock clock) {
        this.publisher = publisher;
        this.subscriptions = subscriptions;
        this.clients = clients;
        this.clock = clock;
    }

    @Override
    public void toDevice(DeviceConnection connection, byte[] payload, @Nullable ByteBuffer correlation) {
        PublishBuilder publish = publish(connection.deviceTopic(), payload);
        if (correlation != null) {
            publish.correlationData(correlation);
        }
        toDevice(connection, publish);
    }

    @Override
    public void toDeviceUntil(DeviceConnection connection, byte[] payload, long expiresAt) {
        long left = expiresAt - clock.millis();
        if (left > 0) {
            toDevice(connection, expiring(publish(connection.deviceTopic(), payload), left));
        }
    }

    @Override
    public void toTopicUntil(String topic, byte[] payload, long expiresAt) {
        long left = expiresAt - clock.millis();
        if (left > 0) {
            toTopic(topic, expiring(publish(topic, payload), left));
        }
    }

    private static PublishBuilder expiring(PublishBuilder publish, long left) {
        return publish.messageExpiryInterval(Expiry.toPublish(left));
    }

    @Override
    public void nowToDevice(DeviceConnection connection, byte[] payload) {
        toDevice(connection, publish(connection.deviceTopic(), payload).qos(Qos.AT_MOST_ONCE));
    }

    private void toDevice(DeviceConnection connection, PublishBuilder publish) {
        CompletionStage<PublishToClientResult> taken =
                publisher.publishToClient(publish.build(), connection.clientId());
        taken.whenComplete((result, fault) -> noteFailure(connection, result, fault));
    }

    @Override
    public void refusalToDevice(DeviceConnection connection, byte[] payload) {
        PublishBuilder publish = publish(connection.deviceTopic(), payload);
        CompletionStage<PublishToClientResult> taken =
                publisher.publishToClient(publish.build(), connection.clientId());
        taken.whenComplete((result, fault) -> {
            noteFailure(connection, result, fault);
            if (result == PublishToClientResult.NOT_SUBSCRIBED) {
                connection.gate().dropRefusals();
            }
        });
    }

    @Override
    public CompletionStage<Boolean> entryToDevice(
            DeviceConnection connection, String topic, byte[] payload, long expiresAt) {
        PublishBuilder publish = publish(topic, payload);
        if (expiresAt != 0) {
            expiring(publish, expiresAt - clock.millis());
        }
        return publisher
                .publishToClient(publish.build(), connection.clientId())
                .thenApply(result -> result == PublishToClientResult.SUCCESSFUL);
    }

    @Override
    public void toTopic(String topic, byte[] payload) {
        toTopic(topic, publish(topic, payload));
    }

    @Override
    public void nowToTopic(String topic, byte[] payload) {
        toTopic(topic, publish(topic, payload).qos(Qos.AT_MOST_ONCE));
    }

    private void toTopic(String topic, PublishBuilder publish) {
        CompletionStage<Void> taken = publisher.publish(publish.build());
        taken.whenComplete((done, fault) -> {
            if (fault != null) {
                log.warn("The broker could not publish to {}", topic, fault);
            }
        });
    }

    @Override
    public CompletionStage<Void> subscribe(DeviceConnection connection, Set<String> topics) {
        Qos qos = connection.acksInBatches() ? Qos.AT_MOST_ONCE : Qos.AT_LEAST_ONCE;
        Set<TopicSubscription> filters = new HashSet<>();
        for (String topic : topics) {
            filters.add(Builders.topicSubscription().topicFilter(topic).qos(qos).build());
        }
        return unlessGone(subscriptions.addSubscriptions(connection.clientId(), filters));
    }

    @Override
    public CompletionStage<Void> unsubscribe(DeviceConnection connection, String topic) {
        return unlessGone(subscriptions.removeSubscription(connection.clientId(), topic));
    }

    /** Treats a client that has gone meanwhile as a success: it has no subscriptions that could be wrong. */
    private static CompletionStage<Void> unlessGone(CompletableFuture<Void> change) {
        return change.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .exceptionallyCompose(fault -> isGone(fault)
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(fault));
    }

    private static boolean isGone(Throwable fault) {
        return fault instanceof NoSuchClientIdException || fault.getCause() instanceof NoSuchClientIdException;
    }

    @Override
    public CompletionStage<Void> disconnect(DeviceConnection connection, Reason reason, String code) {
        DisconnectReasonCode reasonCode = switch (reason) {
            case ENDED -> DisconnectReasonCode.ADMINISTRATIVE_ACTION;
            case TRY_AGAIN -> DisconnectReasonCode.SERVER_BUSY;
            case OVER_LIMIT -> DisconnectReasonCode.QUOTA_EXCEEDED;
            case TOO_LARGE -> DisconnectReasonCode.PACKET_TOO_LARGE;
        };
        return clients.disconnectClient(connection.clientId(), true, reasonCode, code)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .handle((disconnected, fault) -> {
                    if (fault != null) {
                        log.warn("The broker could not disconnect {}", connection, fault);
                    }
                    return null;
                });
    }

    private static PublishBuilder publish(String topic, byte[] payload) {
        return Builders.publish().topic(topic).qos(Qos.AT_LEAST_ONCE).payload(ByteBuffer.wrap(payload));
    }

    private static void noteFailure(
            DeviceConnection connection, @Nullable PublishToClientResult result, @Nullable Throwable fault) {
        if (fault != null) {
            log.warn("The broker could not publish to {}", connection, fault);
        } else if (result == PublishToClientResult.NOT_SUBSCRIBED) {
            // It has just left, or has sent an UNSUBSCRIBE.
            log.debug("A publish to {} was dropped: the device is not subscribed to its topic", connection);
        }
    }
}
