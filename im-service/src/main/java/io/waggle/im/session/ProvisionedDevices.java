package io.waggle.im.session;

import io.waggle.im.account.Accounts;
import io.waggle.im.caller.Caller;
import io.waggle.kit.http.Check;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.DeviceSecret;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import java.security.SecureRandom;
import java.time.Clock;

/** The provisioned devices: their user creates them, and they connect with a secret or a certificate of their own. */
@Service
class ProvisionedDevices {

    /** The detail of a refusal; the same for a device that does not exist. */
    static final String WRONG = "The device does not exist, or the secret or certificate is wrong.";

    private static final int NAME_LENGTH = 64;

    private final Devices devices;
    private final CredentialMapper mapper;
    private final Accounts accounts;
    private final DeviceAnnouncer announcer;
    private final TransactionTemplate transaction;
    private final SecureRandom random;
    private final Ids ids;
    private final Clock clock;

    ProvisionedDevices(
            Devices devices,
            CredentialMapper mapper,
            Accounts accounts,
            DeviceAnnouncer announcer,
            TransactionTemplate transaction,
            SecureRandom random,
            Ids ids,
            Clock clock) {
        this.devices = devices;
        this.mapper = mapper;
        this.accounts = accounts;
        this.announcer = announcer;
        this.transaction = transaction;
        this.random = random;
        this.ids = ids;
        this.clock = clock;
    }

    Provisioned provision(Caller caller, Provision provision) {
        String name = Check.line("name", provision.name(), NAME_LENGTH);
        Platform platform = Check.oneOf("platform", provision.platform(), Platform.class);
        Credential credential = credential(provision);
        DeviceRow device = DeviceRow.provisioned(ids.next(), caller.uid(), name, platform, clock.millis());
        transaction.executeWithoutResult(status -> {
            accounts.hold(caller.uid());
            devices.addProvisioned(device);
            replace(device.did(), credential);
        });
        announcer.added(device);
        return new Provisioned(device.did(), credential.shown());
    }

    /**
     * Replaces the credential with a new secret. After the commit the old secret or certificate is invalid, and so are the
     * tokens that it was exchanged for.
     */
    Provisioned rotateSecret(Caller caller, Id did) {
        return rotate(caller, did, newSecret());
    }

    Provisioned rotateCertificate(Caller caller, Id did, CertificateChange change) {
        return rotate(caller, did, certificate(Check.present("certificate", change.certificate())));
    }

    private Provisioned rotate(Caller caller, Id did, Credential credential) {
        transaction.executeWithoutResult(status -> {
            CredentialRow device = mapper.lock(did);
            if (device == null || !device.uid().equals(caller.uid())) {
                throw new Refused(ErrorCode.NOT_FOUND);
            }
            if (device.kind() != DeviceKind.PROVISIONED) {
                throw new Refused(
                        ErrorCode.INVALID_REQUEST,
                        "this device logs in with a password; only provisioned devices have a secret or certificate");
            }
            replace(did, credential);
        });
        announcer.renewed(caller.uid(), did);
        return new Provisioned(did, credential.shown());
    }

    /** Returns the device if this is its secret; null otherwise. */
    @Nullable
    CredentialRow ofSecret(Id did, byte[] hash) {
        CredentialRow device = mapper.find(did);
        return device != null && device.hasSecret(hash) ? device : null;
    }

    /** Returns the device if this is its certificate; null otherwise. */
    @Nullable
    CredentialRow ofCertificate(Id did, byte[] sha256) {
        CredentialRow device = mapper.find(did);
        return device != null && device.hasCertificate(sha256) ? device : null;
    }

    private void replace(Id did, Credential credential) {
        try {
            switch (credential) {
                case Credential.Secret secret -> mapper.replace(did, DeviceSecret.hash(secret.text()), null);
                case Credential.Certificate certificate -> mapper.replace(did, null, certificate.sha256());
            }
        } catch (DuplicateKeyException taken) {
            throw new Refused(
                    ErrorCode.INVALID_REQUEST,
                    "certificate belongs to another device; give each device its own certificate");
        }
    }

    private Credential credential(Provision provision) {
        if (provision.certificate() != null && provision.credential() == null) {
            return certificate(provision.certificate());
        }
        if ("secret".equals(provision.credential()) && provision.certificate() == null) {
            return newSecret();
        }
        throw new Refused(
                ErrorCode.INVALID_REQUEST,
                "give either credential with the value \"secret\", or certificate with a certificate in PEM");
    }

    private Credential newSecret() {
        return new Credential.Secret(DeviceSecret.next(random));
    }

    private Credential certificate(String pem) {
        return new Credential.Certificate(Certificates.read(pem, clock.instant()));
    }
}
