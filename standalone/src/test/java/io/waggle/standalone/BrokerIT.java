package io.waggle.standalone;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.InProcessFabric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BrokerIT {

    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("try") // The broker only has to be there.
    void start_nobodyAnswersForTheUsers_letsNobodyIn() throws Exception {
        Ports ports = Ports.free();
        try (Fabric fabric = new InProcessFabric();
                Broker broker = Broker.start(folder, fabric, options(ports), null)) {
            var client = MqttClient.builder()
                    .useMqttVersion5()
                    .identifier("0123456789ABC")
                    .serverHost("127.0.0.1")
                    .serverPort(ports.mqtt())
                    .buildBlocking();
            assertThatThrownBy(client::connect).isInstanceOf(Mqtt5ConnAckException.class);
        }
    }

    @Test
    void start_extensionFails_leavesNoBrokerBehind() throws Exception {
        Ports ports = Ports.free();
        Options options = options(ports);
        assertThatThrownBy(() -> Broker.start(folder, new BrokenFabric(), options, null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("extension did not start");
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), ports.mqtt()).close())
                .isInstanceOf(IOException.class);
    }

    private static Options options(Ports ports) {
        return new Options(
                Path.of("data"), null, ports.http(), ports.mqtt(), ports.ws(), ports.s3(), "127.0.0.1", false, false);
    }

    /** As if the network were down at the start. */
    private static final class BrokenFabric implements Fabric {

        @Override
        public CompletableFuture<byte[]> request(String subject, byte[] body, Duration deadline) {
            throw new IllegalStateException("broken on purpose");
        }

        @Override
        public Registration serve(String subject, Handler handler) {
            throw new IllegalStateException("broken on purpose");
        }

        @Override
        public void publish(String subject, byte[] body) {
            throw new IllegalStateException("broken on purpose");
        }

        @Override
        public Registration listen(String subject, Consumer<byte[]> listener) {
            throw new IllegalStateException("broken on purpose");
        }

        @Override
        public Registration onLoss(LossListener listener) {
            return () -> {};
        }

        @Override
        public boolean isConnected() {
            return false;
        }

        @Override
        public void close() {}
    }
}
