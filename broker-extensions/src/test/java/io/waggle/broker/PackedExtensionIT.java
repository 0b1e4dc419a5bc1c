package io.waggle.broker;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult.Mqtt5Qos1Result;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.waggle.fabric.NatsFabric;
import io.waggle.fabric.NatsServer;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The packed extension, loaded as by stock HiveMQ: in its own class loader, with NATS as its fabric. */
class PackedExtensionIT {

    private static final String FABRIC = "waggle.fabric";

    private final Tokens tokens = new Tokens("key-1");
    private final Id uid = new Id(1);
    private final Id did = new Id(2);

    @TempDir
    private Path folder;

    private Path extensions;

    @BeforeEach
    void unpack() throws IOException {
        extensions = Files.createDirectories(folder.resolve("extensions"));
        try (InputStream file = Files.newInputStream(Path.of(System.getProperty("waggle.zip")));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = extensions.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target);
                }
            }
        }
    }

    @AfterEach
    void forgetFabric() {
        System.clearProperty(FABRIC);
    }

    @Test
    void send_overNats_isCommittedAndDelivered() throws Exception {
        try (NatsServer nats = NatsServer.start();
                NatsFabric fabric = NatsFabric.connect(nats.url())) {
            ScriptedService service = new ScriptedService(fabric, tokens.jwks()).start();
            System.setProperty(FABRIC, nats.url());
            try (TestBroker broker = TestBroker.loading(folder, extensions);
                    Device device = new Device(broker.port(), uid, did).connect(tokens.issue(uid, did))) {
                Mqtt5Qos1Result result = (Mqtt5Qos1Result) device.send("to/u/" + uid, "hi");
                service.announce(uid, ScriptedService.message(uid, 1, "down"), 0);

                assertThat(result.getPubAck().getReasonCode()).isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
                assertThat(result.getPubAck().getUserProperties().asList()).hasSize(2);
                assertThat(service.nextSend().getSend().getContent().getText()).isEqualTo("hi");
                assertThat(device.nextText()).contains("down");
            }
        }
    }

    @Test
    void sessionEnded_whileNatsIsDown_connectionEndsWhenNatsIsBack() throws Exception {
        try (NatsServer nats = NatsServer.start();
                NatsFabric fabric = NatsFabric.connect(nats.url())) {
            ScriptedService service = new ScriptedService(fabric, tokens.jwks()).start();
            System.setProperty(FABRIC, nats.url());
            try (TestBroker broker = TestBroker.loading(folder, extensions);
                    Device device = new Device(broker.port(), uid, did).connect(tokens.issue(uid, did))) {
                nats.kill();
                service.onConnect = request -> ScriptedService.refuseConnect(ErrorCode.SESSION_ENDED);
                assertThat(device.disconnected).isNotDone();

                try (NatsServer again = nats.again()) {
                    assertThat(again.url()).isEqualTo(nats.url());
                    assertThat(device.disconnected.get(Device.PATIENCE_SECONDS, TimeUnit.SECONDS))
                            .asInstanceOf(InstanceOfAssertFactories.type(Mqtt5DisconnectException.class))
                            .satisfies(
                                    ended -> assertThat(ended.getMqttMessage().getReasonString())
                                            .hasValueSatisfying(
                                                    reason -> assertThat(reason).hasToString("session-ended")));
                }
            }
        }
    }

    @Test
    void connect_noFabricNamed_isRefused() {
        assertNobodyGetsIn();
    }

    @Test
    void connect_fabricUnreachable_isRefused() {
        System.setProperty(FABRIC, "nats://127.0.0.1:1");

        assertNobodyGetsIn();
    }

    private void assertNobodyGetsIn() {
        try (TestBroker broker = TestBroker.loading(folder, extensions);
                Device device = new Device(broker.port(), uid, did)) {
            assertThat(catchThrowable(() -> device.connect(tokens.issue(uid, did))))
                    .hasMessageContaining("NOT_AUTHORIZED");
        }
    }
}
