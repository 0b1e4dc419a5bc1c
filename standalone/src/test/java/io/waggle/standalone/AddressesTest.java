package io.waggle.standalone;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AddressesTest {

    @Test
    void check_freePorts_saysWhereToConnect() {
        Ports ports = Ports.free();
        Addresses addresses = Addresses.check(options("127.0.0.1", ports));
        assertThat(addresses.mqtt()).isEqualTo("mqtt://127.0.0.1:" + ports.mqtt());
        assertThat(addresses.webSocket()).isEqualTo("ws://127.0.0.1:" + ports.ws() + "/mqtt");
    }

    @Test
    void check_allAddresses_announcesOneThatCanBeReached() {
        assertThat(Addresses.check(options("0.0.0.0", Ports.free())).host()).isNotEqualTo("0.0.0.0");
    }

    @Test
    void origin_addressWithAPath_withoutIt() {
        assertThat(Addresses.origin("https://files.example.com:9000/waggle/"))
                .isEqualTo("https://files.example.com:9000");
        assertThat(Addresses.origin("http://[::1]:9000")).isEqualTo("http://[::1]:9000");
    }

    @Test
    void origin_addressWithoutScheme_refused() {
        assertThatThrownBy(() -> Addresses.origin("minio:9000"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("http://minio:9000");
    }

    @Test
    void check_takenPort_namesItAndTheOption() throws IOException {
        Ports ports = Ports.free();
        try (ServerSocket taken = new ServerSocket(ports.mqtt(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Addresses.check(options("127.0.0.1", ports)))
                    .isInstanceOf(Problem.class)
                    .hasMessage(
                            "port %d is in use: stop what uses it, or choose another with --mqtt PORT",
                            taken.getLocalPort());
        }
    }

    @Test
    void check_foreignAddress_isRefused() {
        // From the range for documentation: nobody has it.
        Options options = options("192.0.2.1", Ports.free());
        assertThatThrownBy(() -> Addresses.check(options))
                .isInstanceOf(Problem.class)
                .hasMessage("--bind 192.0.2.1 is not an address of this machine");
    }

    private static Options options(String bind, Ports ports) {
        return new Options(
                Path.of("data"), null, ports.http(), ports.mqtt(), ports.ws(), ports.s3(), bind, false, false);
    }
}
