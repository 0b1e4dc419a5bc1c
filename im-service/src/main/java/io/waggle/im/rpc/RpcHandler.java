package io.waggle.im.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.im.http.Caller;
import io.waggle.im.http.CallerAuthenticator;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.RpcRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The MQTT edge of all operations: finds the method, calls it on a virtual thread, turns its outcome into a reply. */
@Component
class RpcHandler implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RpcHandler.class);

    private final Fabric fabric;
    private final RpcMethods methods;
    private final CallerAuthenticator callers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Fabric.@Nullable Registration registration;

    RpcHandler(Fabric fabric, RpcMethods methods, CallerAuthenticator callers) {
        this.fabric = fabric;
        this.methods = methods;
        this.callers = callers;
    }

    @Override
    public void start() {
        registration = fabric.serve(
                Subjects.RPC,
                body -> CompletableFuture.supplyAsync(() -> answer(body).toByteArray(), threads));
    }

    @Override
    public void stop() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
        threads.close();
    }

    @Override
    public boolean isRunning() {
        return registration != null;
    }

    private RpcReply answer(byte[] body) {
        try {
            RpcRequest request = RpcRequest.parseFrom(body);
            RpcMethod method = methods.find(request.getMethod());
            if (method == null) {
                throw new Refused(ErrorCode.UNKNOWN_METHOD);
            }
            Caller caller = new Caller(new Id(request.getUid()), new Id(request.getDid()));
            // Between a logout or a ban and the broker's cut there is a moment, and an envelope can be lost.
            callers.admit(caller);
            byte[] result =
                    method.call(caller, request.getFormat(), request.getBody().toByteArray());
            return RpcReply.newBuilder().setBody(ByteString.copyFrom(result)).build();
        } catch (Refused refused) {
            return refusal(refused.code(), refused.detail());
        } catch (DataAccessException | TransactionException failure) {
            log.warn("A method failed on the database", failure);
            return refusal(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.advice());
        } catch (InvalidProtocolBufferException | RuntimeException fault) {
            log.error("A method failed", fault);
            return refusal(ErrorCode.INTERNAL, ErrorCode.INTERNAL.advice());
        }
    }

    private static RpcReply refusal(ErrorCode code, String detail) {
        return RpcReply.newBuilder()
                .setRefused(io.waggle.protocol.fabric.v1.Refused.newBuilder()
                        .setCode(code.wireName())
                        .setDetail(detail))
                .build();
    }
}
