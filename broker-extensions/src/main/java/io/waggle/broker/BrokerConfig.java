package io.waggle.broker;

import io.waggle.protocol.Limits;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The {@code config.xml} of a Waggle node's broker: its listeners, and every limit that the broker's defaults leave open. */
public final class BrokerConfig {

    private BrokerConfig() {}

    public static String xml(String bind, int mqttPort, int wsPort) {
        return xml(bind, mqttPort, wsPort, null);
    }

    /** @param tls null for none */
    public static String xml(String bind, int mqttPort, int wsPort, @Nullable TlsListener tls) {
        return template()
                .replace("${tlsListener}", tls == null ? "" : tls.xml())
                .replace("${bind}", bind)
                .replace("${mqttPort}", Integer.toString(mqttPort))
                .replace("${wsPort}", Integer.toString(wsPort))
                .replace("${packetBytes}", Integer.toString(Limits.PACKET_BYTES))
                .replace("${topicLength}", Integer.toString(Limits.TOPIC_LENGTH));
    }

    private static String template() {
        try (InputStream template = BrokerConfig.class.getResourceAsStream("config.xml")) {
            if (template == null) {
                throw new IllegalStateException("config.xml is missing beside " + BrokerConfig.class);
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
