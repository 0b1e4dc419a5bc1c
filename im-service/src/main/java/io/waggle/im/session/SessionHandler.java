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
import io.waggle.protocol.fabric.v1.ConnectReply;
import io.waggle.protocol.fabric.v1.ConnectRequest;
import io.waggle.protocol.fabric.v1.KeysReply;
import io.waggle.protocol.fabric.v1.Refused;
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
    private final Accounts accounts;
    private final Conversations conversations;
    private final SigningKeys keys;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private List<Fabric.Registration> registrations = List.of();

    SessionHandler(Fabric fabric, Devices devices, Accounts accounts, Conversations conversations, SigningKeys keys) {
        this.fabric = fabric;
        this.devices = devices;
        this.accounts = accounts;
        this.conversations = conversations;
        this.keys = keys;
    }

    @Override
    public void start() {
        registrations = List.of(serve(Subjects.CONNECT, this::connect), serve(Subjects.KEYS, this::keys));
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
            ConnectRequest request = ConnectRequest.parseFrom(body);
            return admit(new Id(request.getUid()), new Id(request.getDid()));
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

    private ConnectReply admit(Id uid, Id did) {
        if (!uid.equals(devices.uidOf(did))) {
            return refusal(ErrorCode.SESSION_ENDED, ErrorCode.SESSION_ENDED.advice());
        }
        Admitted.Builder admitted = Admitted.newBuilder().setUsername(accounts.admit(uid));
        conversations.groupsOf(uid).forEach(gid -> admitted.addGroups(gid.value()));
        return ConnectReply.newBuilder().setAdmitted(admitted).build();
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
