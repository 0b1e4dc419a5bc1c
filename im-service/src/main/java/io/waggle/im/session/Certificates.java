package io.waggle.im.session;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;

/**
 * Reads the certificates that devices are bound to. It does not check who signed them: the listener that a device connects to
 * accepts only certificates of its own authorities.
 */
final class Certificates {

    private static final int MAX_LENGTH = 16_384;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private Certificates() {}

    /** Reads the only certificate of a PEM text. */
    static X509Certificate read(String pem, Instant now) {
        if (pem.length() > MAX_LENGTH) {
            throw refusal("has " + pem.length() + " characters; give at most " + MAX_LENGTH);
        }
        try {
            X509Certificate certificate = parse(pem);
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                throw refusal("has expired; give one that is still valid");
            }
            return certificate;
        } catch (CertificateException malformed) {
            throw refusal("is malformed; give an X.509 certificate in PEM");
        }
    }

    private static X509Certificate parse(String pem) throws CertificateException {
        if (!pem.strip().startsWith(BEGIN)) {
            throw refusal("is not PEM; it must begin with " + BEGIN);
        }
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        if (certificates.size() == 1 && certificates.iterator().next() instanceof X509Certificate one) {
            return one;
        }
        throw refusal("must be a single X.509 certificate; leave out the certificates of its issuers");
    }

    private static Refused refusal(String what) {
        return new Refused(ErrorCode.INVALID_REQUEST, "certificate " + what);
    }
}
