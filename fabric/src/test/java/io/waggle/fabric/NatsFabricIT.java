package io.waggle.fabric;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NatsFabricIT extends FabricContract {

    private static NatsServer server;

    private Fabric fabric;

    @BeforeAll
    static void startServer() throws IOException, InterruptedException {
        server = NatsServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        fabric = NatsFabric.connect(server.url());
    }

    @AfterEach
    void close() {
        fabric.close();
    }

    @Override
    protected Fabric fabric() {
        return fabric;
    }

    @Test
    void connect_noServer_fails() {
        assertThatThrownBy(() -> NatsFabric.connect("nats://127.0.0.1:1")).isInstanceOf(IOException.class);
    }
}
