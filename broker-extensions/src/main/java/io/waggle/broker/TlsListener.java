package io.waggle.broker;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * A listener for MQTT over TLS.
 *
 * <p>If it has authorities for client certificates, a device may show a certificate instead of a password. A device without a
 * certificate uses a password, as on the other listeners.
 *
 * @param keystore the server's key and certificate
 * @param clientAuthorities the authorities that may have signed a client's certificate; null if clients are not asked for one
 */
public record TlsListener(
        int port, Store keystore, @Nullable Store clientAuthorities) {

    /** A PKCS #12 or JKS file. */
    public record Store(Path path, String password) {

        @Override
        public String toString() {
            return path.toString();
        }
    }

    String xml() {
        String authorities = clientAuthorities == null
                ? ""
                : """

                                <truststore>
                                    <path>%s</path>
                                    <password>%s</password>
                                </truststore>""".formatted(escape(clientAuthorities.path()), escape(clientAuthorities.password()));
        return """

                        <tls-tcp-listener>
                            <port>%d</port>
                            <bind-address>${bind}</bind-address>
                            <name>mqtt-tls</name>
                            <tls>
                                <keystore>
                                    <path>%s</path>
                                    <password>%s</password>
                                    <private-key-password>%s</private-key-password>
                                </keystore>%s
                                <client-authentication-mode>%s</client-authentication-mode>
                            </tls>
                        </tls-tcp-listener>""".formatted(
                        port,
                        escape(keystore.path()),
                        escape(keystore.password()),
                        escape(keystore.password()),
                        authorities,
                        clientAuthorities == null ? "NONE" : "OPTIONAL");
    }

    private static String escape(Object text) {
        return text.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
