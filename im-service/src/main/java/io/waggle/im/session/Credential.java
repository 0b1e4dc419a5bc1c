package io.waggle.im.session;

import io.waggle.protocol.Sha256;
import org.jspecify.annotations.Nullable;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/** The credential of a provisioned device: a secret or a certificate. */
sealed interface Credential {

    /** The secret, which the user sees only this once; null for a certificate. */
    @Nullable
    String shown();

    record Secret(String text) implements Credential {

        @Override
        public String shown() {
            return text;
        }

        @Override
        public String toString() {
            return "Secret[]";
        }
    }

    /** A certificate whose private key never leaves the device. */
    record Certificate(X509Certificate certificate) implements Credential {

        @Override
        public @Nullable String shown() {
            return null;
        }

        byte[] sha256() {
            try {
                return Sha256.of(certificate.getEncoded());
            } catch (CertificateEncodingException fault) {
                throw new IllegalStateException("A parsed certificate could not be encoded", fault);
            }
        }
    }
}
