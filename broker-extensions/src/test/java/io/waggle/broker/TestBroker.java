package io.waggle.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.embedded.EmbeddedHiveMQBuilder;
import com.hivemq.extension.sdk.api.ExtensionMain;
import io.waggle.broker.websocket.WebSocketPaths;
import io.waggle.parts.FreePort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** A real broker on free ports, with Waggle's own configuration. */
public final class TestBroker implements AutoCloseable {

    private final EmbeddedHiveMQ hivemq;
    private final int port;
    private final int webSocketPort;

    private TestBroker(EmbeddedHiveMQ hivemq, int port, int webSocketPort) {
        this.hivemq = hivemq;
        this.port = port;
        this.webSocketPort = webSocketPort;
    }

    /** Starts a broker with the extension inside, as standalone runs it. */
    public static TestBroker embedding(Path folder, ExtensionMain extension) {
        return start(
                folder,
                builder()
                        .withEmbeddedExtension(EmbeddedExtension.builder()
                                .withId("waggle")
                                .withName("Waggle")
                                .withVersion("test")
                                .withExtensionMain(extension)
                                .build()));
    }

    /** Starts a broker with the extensions of a folder, each in its own class loader, as stock HiveMQ loads them. */
    public static TestBroker loading(Path folder, Path extensions) {
        return start(folder, builder().withExtensionsFolder(extensions));
    }

    public int port() {
        return port;
    }

    public int webSocketPort() {
        return webSocketPort;
    }

    @Override
    public void close() {
        try {
            hivemq.stop().get();
            hivemq.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static EmbeddedHiveMQBuilder builder() {
        return EmbeddedHiveMQ.builder().withoutLoggingBootstrap();
    }

    private static TestBroker start(Path folder, EmbeddedHiveMQBuilder builder) {
        int port = FreePort.next();
        int webSocketPort = FreePort.next();
        try {
            Path config = Files.createDirectories(folder.resolve("conf"));
            Path data = Files.createDirectories(folder.resolve("data"));
            Files.writeString(config.resolve("config.xml"), BrokerConfig.xml("127.0.0.1", port, webSocketPort));
            EmbeddedHiveMQ hivemq =
                    builder.withConfigurationFolder(config).withDataFolder(data).build();
            // An embedded broker admits everybody whom no authenticator has denied.
            InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
            // The value of standalone; the default is two seconds.
            InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(100);
            WebSocketPaths.refuseWrongPaths();
            hivemq.start().get();
            return new TestBroker(hivemq, port, webSocketPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
