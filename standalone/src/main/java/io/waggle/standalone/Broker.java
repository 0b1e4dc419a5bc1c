package io.waggle.standalone;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import io.waggle.broker.BrokerConfig;
import io.waggle.broker.TlsListener;
import io.waggle.broker.WaggleExtension;
import io.waggle.broker.websocket.WebSocketPaths;
import io.waggle.fabric.Fabric;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** HiveMQ CE in this process, with Waggle's extension. Without the extension it does not run. */
final class Broker implements AutoCloseable {

    private final EmbeddedHiveMQ hiveMq;

    private Broker(EmbeddedHiveMQ hiveMq) {
        this.hiveMq = hiveMq;
    }

    static Broker start(Path folder, Fabric fabric, Options options, @Nullable TlsListener tls)
            throws IOException, InterruptedException {
        WaggleExtension waggle = new WaggleExtension(fabric);
        Path configuration = Files.createDirectories(folder.resolve("conf"));
        Path config = configuration.resolve("config.xml");
        Files.deleteIfExists(config);
        Tls.createForOwnerAlone(config);
        Files.writeString(config, BrokerConfig.xml(options.bind(), options.mqtt(), options.ws(), tls));
        EmbeddedHiveMQ hiveMq = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(folder.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("waggle")
                        .withName("Waggle")
                        .withVersion("1")
                        .withAuthor("Waggle")
                        .withPriority(0)
                        .withStartPriority(1000)
                        .withExtensionMain(waggle)
                        .build())
                // HiveMQ would replace the logging configuration of the whole process.
                .withoutLoggingBootstrap()
                .build();
        // Building the embedded broker has just allowed unauthenticated connections.
        InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
        // All connections are closed by then and the broker's own data are not needed again; a graceful stop would only
        // take two seconds.
        InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(100);
        WebSocketPaths.refuseWrongPaths();
        Broker broker = new Broker(hiveMq);
        try {
            hiveMq.start().get();
        } catch (ExecutionException fault) {
            broker.close();
            throw new IllegalStateException("the broker did not start", fault.getCause());
        }
        if (!waggle.started()) {
            broker.close();
            throw new Problem("the broker's extension did not start, so no client can connect: read the log above");
        }
        return broker;
    }

    /** Stops taking messages and closes the connections. */
    @Override
    public void close() {
        try {
            hiveMq.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("the broker did not stop", fault.getCause());
        }
    }
}
