package io.waggle.broker;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import io.waggle.broker.auth.ConnectPolicy;
import io.waggle.broker.auth.DeviceAuthenticator;
import io.waggle.broker.auth.WillStripper;
import io.waggle.broker.connection.ConnectionListener;
import io.waggle.broker.connection.Connections;
import io.waggle.broker.connection.SubscriptionRules;
import io.waggle.broker.delivery.ConnackHold;
import io.waggle.broker.delivery.Delivery;
import io.waggle.broker.downlink.Downlink;
import io.waggle.broker.downlink.HiveMqDownlink;
import io.waggle.broker.intake.Channels;
import io.waggle.broker.presence.HiveMqPresencePublisher;
import io.waggle.broker.presence.NodeReports;
import io.waggle.broker.presence.Watches;
import io.waggle.broker.uplink.NowHandler;
import io.waggle.broker.uplink.NowRate;
import io.waggle.broker.uplink.Redeliveries;
import io.waggle.broker.uplink.RpcHandler;
import io.waggle.broker.uplink.SendHandler;
import io.waggle.broker.uplink.UplinkHandler;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.token.SigningKeys;
import io.waggle.fabric.token.TokenVerifier;
import io.waggle.protocol.MessageIds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Wires the extension into the broker.
 *
 * <p>If it cannot start it throws, and the broker disables it and continues without it. Stock HiveMQ then denies every CONNECT;
 * an embedded HiveMQ admits everybody unless it is configured to deny. So a program that embeds the broker must check
 * {@link #started()}.
 */
public final class WaggleExtension implements ExtensionMain {

    private static final Logger log = LoggerFactory.getLogger(WaggleExtension.class);

    /** The interval between reports. All changes in it go into one report. */
    private static final Duration REPORTS_EVERY = Duration.ofMillis(100);
    /**
     * The interval at which cursors are stored and unanswered questions are repeated. Cursors are also stored when a device
     * disconnects.
     */
    private static final Duration TICK = Duration.ofSeconds(2);
    /** The time that a stopping node gives the service to store its cursors and to learn that the node leaves. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final FabricSource fabrics;
    private @Nullable Fabric fabric;
    private @Nullable Running running;
    private volatile boolean started;

    /** For a broker in its own process: the fabric is named by the environment. */
    public WaggleExtension() {
        this(FabricSource.environment());
    }

    /** For a broker in the service's process. The caller closes the fabric. */
    public WaggleExtension(Fabric fabric) {
        this(FabricSource.of(fabric));
    }

    private WaggleExtension(FabricSource fabrics) {
        this.fabrics = fabrics;
    }

    /** Returns whether the broker may serve clients. */
    public boolean started() {
        return started;
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        fabric = fabrics.open();
        running = wire(fabric, Clock.systemUTC());
        started = true;
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
        started = false;
        if (running != null) {
            // This is the broker's own stopping thread, which may wait.
            CompletableFuture.allOf(
                            running.reports().leave().toCompletableFuture(),
                            running.delivery().store().toCompletableFuture())
                    .completeOnTimeout(null, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        if (fabric != null) {
            fabrics.release(fabric);
        }
    }

    /** The parts that must be notified when the extension stops. */
    private record Running(Delivery delivery, NodeReports reports) {}

    private static Running wire(Fabric fabric, Clock clock) {
        // Ids must be different, not secret.
        RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
        Redeliveries redeliveries = new Redeliveries(clock, () -> MessageIds.next(clock, random));
        Channels channels = Channels.find(redeliveries::acknowledged);
        Connections connections = new Connections();
        Downlink downlink = new HiveMqDownlink(
                Services.publishService(), Services.subscriptionStore(), Services.clientService(), clock);
        Delivery delivery = new Delivery(fabric, downlink);
        Watches watches = new Watches(fabric, new HiveMqPresencePublisher(Services.publishService(), downlink));

        SigningKeys keys = new SigningKeys(fabric, clock);
        CompletionStage<Void> fetched = keys.fetch();
        fetched.whenComplete((done, fault) -> {
            if (fault != null) {
                log.warn(
                        "The signing keys could not be fetched; devices with access tokens are refused until they are: {}",
                        fault.getMessage());
            }
        });
        ConnectPolicy connectPolicy =
                new ConnectPolicy(new TokenVerifier(keys, clock), fabric, delivery, connections::nextNumber);
        DeviceAuthenticator authenticator = new DeviceAuthenticator(connectPolicy, connections, delivery, channels);
        Services.securityRegistry().setAuthenticatorProvider(provider -> authenticator);
        Services.securityRegistry()
                .setAuthorizerProvider(provider ->
                        new SubscriptionRules(connections.of(provider.getConnectionInformation()), watches));

        WillStripper wills = new WillStripper();
        ConnackHold connacks = new ConnackHold(connections, delivery, downlink);
        Services.interceptorRegistry().setConnectInboundInterceptorProvider(provider -> wills);
        Services.interceptorRegistry().setConnackOutboundInterceptorProvider(provider -> connacks);

        UplinkHandler uplink = new UplinkHandler(
                new SendHandler(fabric, redeliveries, clock),
                new NowHandler(fabric, new NowRate(clock)),
                new RpcHandler(fabric, downlink));
        Services.initializerRegistry()
                .setClientInitializer(new ConnectionPipeline(connections, uplink, downlink, delivery, watches, clock));

        // The executor ends with the extension.
        var unused = Services.extensionExecutorService()
                .scheduleWithFixedDelay(
                        () -> tick(delivery, watches), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);

        NodeReports reports = new NodeReports(fabric, clock, random::nextLong, watches::askAgain);
        ConnectionListener listener = new ConnectionListener(connections, reports::opened, connection -> {
            delivery.close(connection);
            watches.close(connection);
            reports.closed(connection);
        });
        Services.eventRegistry().setClientLifecycleEventListener(provider -> listener);
        CompletionStage<?> reporting = Services.extensionExecutorService()
                .scheduleWithFixedDelay(reports::tick, 0, REPORTS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        reporting.whenComplete((done, fault) -> log.info("This node no longer reports its devices to the service"));
        return new Running(delivery, reports);
    }

    private static void tick(Delivery delivery, Watches watches) {
        try {
            delivery.tick();
            watches.tick();
        } catch (RuntimeException fault) {
            // An exception thrown from here would stop all later ticks.
            log.error("A tick of the delivery or the watches failed; the next one follows", fault);
        }
    }
}
