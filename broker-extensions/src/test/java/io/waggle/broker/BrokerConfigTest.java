package io.waggle.broker;

import io.waggle.broker.TlsListener.Store;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class BrokerConfigTest {

    @Test
    void xml_stockPorts_equalsTheFileForStockHiveMq() throws IOException {
        assertThat(Path.of("src/hivemq/config.xml"))
                .as("src/hivemq/config.xml is BrokerConfig's template rendered for 0.0.0.0, 1883 and 8083")
                .hasContent(BrokerConfig.xml("0.0.0.0", 1_883, 8_083));
    }

    @Test
    void xml_anyPorts_leavesNoPlaceholder() {
        assertThat(BrokerConfig.xml("127.0.0.1", 1, 2))
                .contains("<port>1</port>", "<port>2</port>", "127.0.0.1")
                .doesNotContain("${");
    }

    @Test
    void xml_tls_hasAListenerThatAsksForCertificatesIfWanted() {
        Store keystore = new Store(Path.of("/keys/server.p12"), "a<b&c");
        Store authorities = new Store(Path.of("/keys/clients.p12"), "secret");

        assertThat(BrokerConfig.xml("0.0.0.0", 1, 2, new TlsListener(8_883, keystore, authorities)))
                .contains("<port>8883</port>", "/keys/server.p12", "a&lt;b&amp;c", "/keys/clients.p12", "OPTIONAL")
                .doesNotContain("${");
        assertThat(BrokerConfig.xml("0.0.0.0", 1, 2, new TlsListener(8_883, keystore, null)))
                .contains("NONE")
                .doesNotContain("<truststore>");
    }
}
