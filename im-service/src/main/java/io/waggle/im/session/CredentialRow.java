package io.waggle.im.session;

import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;

/** The credential of a device. A device that logs in has neither secret nor certificate. */
final class CredentialRow {

    private final Id did;
    private final Id uid;
    private final DeviceKind kind;
    private final int generation;
    private final byte @Nullable [] secretHash;
    private final byte @Nullable [] certificateSha256;

    CredentialRow(
            Id did,
            Id uid,
            DeviceKind kind,
            int generation,
            byte @Nullable [] secretHash,
            byte @Nullable [] certificateSha256) {
        this.did = did;
        this.uid = uid;
        this.kind = kind;
        this.generation = generation;
        this.secretHash = secretHash;
        this.certificateSha256 = certificateSha256;
    }

    Id uid() {
        return uid;
    }

    DeviceKind kind() {
        return kind;
    }

    /** Returns the number of times that the credential has been replaced. */
    int generation() {
        return generation;
    }

    boolean hasSecret(byte[] hash) {
        return secretHash != null && MessageDigest.isEqual(secretHash, hash);
    }

    boolean hasCertificate(byte[] sha256) {
        return certificateSha256 != null && MessageDigest.isEqual(certificateSha256, sha256);
    }

    @Override
    public String toString() {
        return "CredentialRow[did=" + did + "]";
    }
}
