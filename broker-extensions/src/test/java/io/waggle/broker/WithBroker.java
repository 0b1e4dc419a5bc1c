package io.waggle.broker;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.waggle.fabric.InProcessFabric;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.SyncReply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A real broker with the extension inside, and a scripted service behind it. Every test has its own users and devices. */
public abstract class WithBroker {

    private static final AtomicLong IDS = new AtomicLong(0x0123_4567_89AB_0000L);

    protected static final Tokens tokens = new Tokens("key-1");
    protected static final InProcessFabric fabric = new InProcessFabric();
    protected static final ScriptedService service = new ScriptedService(fabric, tokens.jwks()).start();

    private static TestBroker broker;

    private final List<Device> devices = new ArrayList<>();

    protected final Id uid = newId();
    protected final Id did = newId();

    @BeforeAll
    static void startBroker(@TempDir Path folder) {
        WaggleExtension extension = new WaggleExtension(fabric);
        broker = TestBroker.embedding(folder, extension);
        if (!extension.started()) {
            throw new AssertionError("the extension has not started");
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void resetService() {
        service.groups = Set.of();
        service.generation = 0;
        service.sends.clear();
        service.nows.clear();
        service.onNow = request -> ScriptedService.pass();
        service.onConnect = request -> service.admit();
        service.onSend = request -> service.accept();
        service.onWatch = request -> ScriptedService.denyWatch();
        service.onSync = request -> CompletableFuture.completedFuture(SyncReply.getDefaultInstance());
        service.onFetch = service::fetchAnnounced;
        service.onRpc = ScriptedService::echo;
    }

    @AfterEach
    void closeDevices() {
        devices.forEach(Device::close);
    }

    protected static Id newId() {
        return new Id(IDS.incrementAndGet());
    }

    protected static int port() {
        return broker.port();
    }

    protected static int webSocketPort() {
        return broker.webSocketPort();
    }

    protected Device device(Id user, Id device) {
        Device created = new Device(port(), user, device);
        devices.add(created);
        return created;
    }

    protected Device connected(Id user, Id device) {
        return device(user, device).connect(tokens.issue(user, device));
    }

    protected Device connected() {
        return connected(uid, did);
    }

    /** An MQTT 3.1.1 client. */
    protected Mqtt3AsyncClient plain(BlockingQueue<Mqtt3Publish> received) {
        return plain(received, false);
    }

    /** @param slow whether the client acknowledges only what the test acknowledges */
    protected Mqtt3AsyncClient plain(BlockingQueue<Mqtt3Publish> received, boolean slow) {
        Mqtt3AsyncClient client = Mqtt3Client.builder()
                .identifier(did.toString())
                .serverHost("127.0.0.1")
                .serverPort(port())
                .buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, received::add, slow);
        client.connectWith()
                .simpleAuth()
                .username("")
                .password(tokens.issue(uid, did).getBytes(StandardCharsets.UTF_8))
                .applySimpleAuth()
                .send()
                .join();
        return client;
    }

    protected static String next(BlockingQueue<Mqtt3Publish> received) throws InterruptedException {
        return text(poll(received));
    }

    protected static Mqtt3Publish poll(BlockingQueue<Mqtt3Publish> received) throws InterruptedException {
        Mqtt3Publish publish = received.poll(Device.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (publish == null) {
            throw new AssertionError("nothing was received");
        }
        return publish;
    }

    protected static String text(Mqtt3Publish publish) {
        return new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }
}
