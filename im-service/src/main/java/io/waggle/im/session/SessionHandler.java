package io.waggle.im.session;

import io.waggle.fabric.Subjects;
import io.waggle.im.account.Accounts;
import io.waggle.im.caller.BusinessAuthenticator;
import io.waggle.im.conversation.Conversations;
import io.waggle.kit.answer.Answer;
import io.waggle.kit.answer.Answers;
import io.waggle.kit.answer.Refusals;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Admitted;
import io.waggle.protocol.fabric.v1.AdmittedCaller;
import io.waggle.protocol.fabric.v1.ApiKeyClaim;
import io.waggle.protocol.fabric.v1.CallerReply;
import io.waggle.protocol.fabric.v1.CallerRequest;
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.KeysReply;
import io.waggle.protocol.fabric.v1.KeysRequest;
import io.waggle.protocol.fabric.v1.Refused;
import io.waggle.protocol.fabric.v1.SessionClaim;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.List;

/** Answers brokers and services: whether a device may connect, whether a caller may call, and which keys verify tokens. */
@Component
class SessionHandler implements Answers {

    private final Devices devices;
    private final ProvisionedDevices provisioned;
    private final Accounts accounts;
    private final Conversations conversations;
    private final SigningKeys keys;
    private final BusinessAuthenticator businesses;

    SessionHandler(
            Devices devices,
            ProvisionedDevices provisioned,
            Accounts accounts,
            Conversations conversations,
            SigningKeys keys,
            BusinessAuthenticator businesses) {
        this.devices = devices;
        this.provisioned = provisioned;
        this.accounts = accounts;
        this.conversations = conversations;
        this.keys = keys;
        this.businesses = businesses;
    }

    @Override
    public List<Answer<?>> answers() {
        return List.of(
                Answer.blocking(Subjects.CONNECT, ConnectRequest.parser(), this::connect),
                Answer.blocking(Subjects.CALLER, CallerRequest.parser(), this::caller),
                Answer.blocking(Subjects.KEYS, KeysRequest.parser(), this::keys));
    }

    private ConnectReply connect(ConnectRequest request) {
        try {
            return admit(request);
        } catch (RuntimeException fault) {
            return refused(Refusals.of(fault, "A connecting device could not be checked"));
        }
    }

    private ConnectReply admit(ConnectRequest request) {
        Id did = new Id(request.getDid());
        return switch (request.getCredentialCase()) {
            case SECRET_HASH ->
                admit(request, provisioned.ofSecret(did, request.getSecretHash().toByteArray()));
            case CERTIFICATE_SHA256 ->
                admit(
                        request,
                        provisioned.ofCertificate(
                                did, request.getCertificateSha256().toByteArray()));
            case GENERATION, CREDENTIAL_NOT_SET -> admit(new Id(request.getUid()), did, request.getGeneration());
        };
    }

    private ConnectReply admit(Id uid, Id did, int generation) {
        return devices.isSessionValid(uid, did, generation)
                ? admitted(uid, generation)
                : refused(Refusals.of(ErrorCode.SESSION_ENDED));
    }

    /**
     * Brokers ask twice: first for the device's user, then, when the broker has subscribed to that user, for the user's groups.
     */
    private ConnectReply admit(ConnectRequest request, @Nullable CredentialRow device) {
        if (device == null) {
            return refused(Refusals.of(ErrorCode.UNAUTHENTICATED, ProvisionedDevices.WRONG));
        }
        Id uid = device.uid();
        return request.getUid() == 0 ? identified(uid) : admitted(uid, device.generation());
    }

    private static ConnectReply identified(Id uid) {
        return ConnectReply.newBuilder()
                .setAdmitted(Admitted.newBuilder().setUid(uid.value()))
                .build();
    }

    private ConnectReply admitted(Id uid, int generation) {
        Admitted.Builder admitted = Admitted.newBuilder()
                .setUid(uid.value())
                .setUsername(accounts.admit(uid))
                .setGeneration(generation);
        conversations.groupsOf(uid).forEach(gid -> admitted.addGroups(gid.value()));
        return ConnectReply.newBuilder().setAdmitted(admitted).build();
    }

    private CallerReply caller(CallerRequest request) {
        try {
            return CallerReply.newBuilder().setAdmitted(admit(request)).build();
        } catch (RuntimeException fault) {
            return CallerReply.newBuilder()
                    .setRefused(Refusals.of(fault, "A caller could not be checked"))
                    .build();
        }
    }

    /** @throws io.waggle.protocol.Refused if this caller may not call now */
    private AdmittedCaller admit(CallerRequest request) {
        Id uid = new Id(request.getUid());
        return switch (request.getCredentialCase()) {
            case SESSION -> {
                SessionClaim session = request.getSession();
                if (!devices.isSessionValid(uid, new Id(session.getDid()), session.getGeneration())) {
                    throw new io.waggle.protocol.Refused(ErrorCode.SESSION_ENDED);
                }
                accounts.admit(uid);
                yield AdmittedCaller.newBuilder()
                        .setAdministrator(accounts.isAdministrator(uid))
                        .build();
            }
            case API_KEY -> {
                ApiKeyClaim claim = request.getApiKey();
                businesses.actAs(businesses.authenticate(claim.getKey(), claim.getOperation()), uid);
                // An API key never gives the rights of an administrator.
                yield AdmittedCaller.getDefaultInstance();
            }
            case CREDENTIAL_NOT_SET -> throw new io.waggle.protocol.Refused(ErrorCode.UNAUTHENTICATED);
        };
    }

    private KeysReply keys(KeysRequest request) {
        return KeysReply.newBuilder().setJwks(keys.jwks()).build();
    }

    private static ConnectReply refused(Refused refusal) {
        return ConnectReply.newBuilder().setRefused(refusal).build();
    }
}
