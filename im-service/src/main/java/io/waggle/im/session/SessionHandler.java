package io.waggle.im.session;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.im.account.Accounts;
import io.waggle.im.conversation.Conversations;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Admitted;
import io.waggle.protocol.fabric.v1.AdmittedCaller;
import io.waggle.protocol.fabric.v1.CallerReply;
import io.waggle.protocol.fabric.v1.CallerRequest;
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.KeysReply;
import io.waggle.protocol.fabric.v1.Refused;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** What brokers ask about sessions: may this device connect, and which keys verify tokens. Answers on virtual threads. */
@Component
class SessionHandler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionHandler.class);

    private final Fabric fabric;
    private final Devices devices;
    private final ProvisionedDevices provisioned;
    private final Accounts accounts;
    private final Conversations conversations;
    private final SigningKeys keys;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private List<Fabric.Registration> registrations = List.of();

    SessionHandler(
            Fabric fabric,
            Devices devices,
            ProvisionedDevices provisioned,
            Accounts accounts,
            Conversations conversations,
            SigningKeys keys) {
        this.fabric = fabric;
        this.devices = devices;
        this.provisioned = provisioned;
        this.accounts = accounts;
        this.conversations = conversations;
        this.keys = keys;
    }

    @Override
    public void start() {
        registrations = List.of(
                serve(Subjects.CONNECT, this::connect),
                serve(Subjects.CALLER, this::caller),
                serve(Subjects.KEYS, this::keys));
    }

    @Override
    public void stop() {
        registrations.forEach(Fabric.Registration::close);
        registrations = List.of();
        threads.close();
    }

    @Override
    public boolean isRunning() {
        return !registrations.isEmpty();
    }

    private Fabric.Registration serve(String subject, Function<byte[], MessageLite> operation) {
        return fabric.serve(
                subject,
                body -> CompletableFuture.supplyAsync(
                        () -> operation.apply(body).toByteArray(), threads));
    }

    private ConnectReply connect(byte[] body) {
        try {
            return admit(ConnectRequest.parseFrom(body));
        } catch (io.waggle.protocol.Refused refused) {
            return refusal(refused.code(), refused.detail());
        } catch (DataAccessException failure) {
            log.warn("A device could not be looked up as it connected", failure);
            return refusal(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.advice());
        } catch (InvalidProtocolBufferException | RuntimeException fault) {
            log.error("A device could not be looked up as it connected", fault);
            return refusal(ErrorCode.INTERNAL, ErrorCode.INTERNAL.advice());
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
        return devices.holds(uid, did, generation)
                ? admitted(uid)
                : refusal(ErrorCode.SESSION_ENDED, ErrorCode.SESSION_ENDED.advice());
    }

    /** Asked twice: whose it is, and, when the broker listens for that user, where it belongs. */
    private ConnectReply admit(ConnectRequest request, @Nullable CredentialRow device) {
        if (device == null) {
            return refusal(ErrorCode.UNAUTHENTICATED, ProvisionedDevices.WRONG);
        }
        Id uid = device.uid();
        return request.getUid() == 0 ? identified(uid) : admitted(uid);
    }

    private static ConnectReply identified(Id uid) {
        return ConnectReply.newBuilder()
                .setAdmitted(Admitted.newBuilder().setUid(uid.value()))
                .build();
    }

    private ConnectReply admitted(Id uid) {
        Admitted.Builder admitted = Admitted.newBuilder().setUid(uid.value()).setUsername(accounts.admit(uid));
        conversations.groupsOf(uid).forEach(gid -> admitted.addGroups(gid.value()));
        return ConnectReply.newBuilder().setAdmitted(admitted).build();
    }

    private CallerReply caller(byte[] body) {
        try {
            CallerRequest request = CallerRequest.parseFrom(body);
            Id uid = new Id(request.getUid());
            if (!devices.holds(uid, new Id(request.getDid()), request.getGeneration())) {
                throw new io.waggle.protocol.Refused(ErrorCode.SESSION_ENDED);
            }
            accounts.admit(uid);
            return CallerReply.newBuilder()
                    .setAdmitted(AdmittedCaller.newBuilder().setAdministrator(accounts.isAdministrator(uid)))
                    .build();
        } catch (io.waggle.protocol.Refused refused) {
            return CallerReply.newBuilder()
                    .setRefused(Refused.newBuilder()
                            .setCode(refused.code().wireName())
                            .setDetail(refused.detail()))
                    .build();
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("a question that is not one", malformed);
        }
    }

    private KeysReply keys(byte[] body) {
        return KeysReply.newBuilder().setJwks(keys.jwks()).build();
    }

    private static ConnectReply refusal(ErrorCode code, String detail) {
        return ConnectReply.newBuilder()
                .setRefused(Refused.newBuilder().setCode(code.wireName()).setDetail(detail))
                .build();
    }
}
