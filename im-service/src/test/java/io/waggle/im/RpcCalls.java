package io.waggle.im;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls.User;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.RpcRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Calls methods as a broker does for a connected device. */
public final class RpcCalls {

    private static final JsonMapper JSON = new JsonMapper();
    private final RunningService service;

    public RpcCalls(RunningService service) {
        this.service = service;
    }

    /** What the method answers. */
    public JsonNode ask(User user, String method, String body) {
        RpcReply reply = call(user, method, body);
        assertThat(reply.getRefused().getCode()).isEmpty();
        return JSON.readTree(reply.getBody().toStringUtf8());
    }

    /** The code with which the method is refused; empty if it is not. */
    public String refusal(User user, String method, String body) {
        return call(user, method, body).getRefused().getCode();
    }

    public RpcReply call(User user, String method, String body) {
        RpcRequest request = RpcRequest.newBuilder()
                .setUid(user.uid().value())
                .setDid(user.did().value())
                .setMethod(method)
                .setBody(ByteString.copyFrom(body, UTF_8))
                .build();
        byte[] reply = service.ask(Subjects.RPC, request);
        try {
            return RpcReply.parseFrom(reply);
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
