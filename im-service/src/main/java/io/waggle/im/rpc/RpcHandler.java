package io.waggle.im.rpc;

import com.google.protobuf.ByteString;
import io.waggle.fabric.Subjects;
import io.waggle.im.caller.Caller;
import io.waggle.im.caller.CallerAuthenticator;
import io.waggle.kit.answer.Answer;
import io.waggle.kit.answer.Answers;
import io.waggle.kit.answer.Refusals;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.RpcRequest;
import org.springframework.stereotype.Component;

import java.util.List;

/** The MQTT edge of all operations: finds the method, calls it, and turns its result into a reply. */
@Component
class RpcHandler implements Answers {

    /** Below the default limit of NATS (1 MB), and small enough for a device to hold in memory. */
    private static final int ANSWER_BYTES = 512 * 1024;

    private final RpcMethods methods;
    private final CallerAuthenticator callers;

    RpcHandler(RpcMethods methods, CallerAuthenticator callers) {
        this.methods = methods;
        this.callers = callers;
    }

    @Override
    public List<Answer<?>> answers() {
        return List.of(Answer.blocking(Subjects.RPC, RpcRequest.parser(), this::answer));
    }

    private RpcReply answer(RpcRequest request) {
        try {
            byte[] result = call(request);
            return RpcReply.newBuilder().setBody(ByteString.copyFrom(result)).build();
        } catch (RuntimeException fault) {
            return RpcReply.newBuilder()
                    .setRefused(Refusals.of(fault, "An RPC method failed"))
                    .build();
        }
    }

    private byte[] call(RpcRequest request) {
        RpcMethod method = methods.find(request.getMethod());
        if (method == null) {
            throw new Refused(ErrorCode.UNKNOWN_METHOD);
        }
        Caller caller = new Caller(new Id(request.getUid()), new Id(request.getDid()));
        // Check again: the broker cuts the connection a moment after a logout, a ban or a new credential, and the
        // envelope can be lost.
        callers.admit(caller, request.getGeneration());
        if (method.isForAdministrators()) {
            callers.requireAdministrator(caller);
        }
        byte[] answer =
                method.call(caller, request.getFormat(), request.getBody().toByteArray());
        if (answer.length > ANSWER_BYTES) {
            throw new Refused(
                    ErrorCode.TOO_LONG,
                    "the answer has " + answer.length + " bytes, and over MQTT it may have at most " + ANSWER_BYTES
                            + "; ask for less with a smaller limit, or over HTTP");
        }
        return answer;
    }
}
