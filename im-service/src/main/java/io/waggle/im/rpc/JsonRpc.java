package io.waggle.im.rpc;

import io.waggle.im.http.Caller;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.Format;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.util.function.BiFunction;

/**
 * Makes methods whose request and answer are the JSON bodies of their HTTP twin, on JSON and protobuf connections alike:
 * they are rare, and a second shape of each would have to be kept equal for nothing.
 */
@Component
public class JsonRpc {

    private final JsonMapper json;

    JsonRpc(JsonMapper json) {
        this.json = json;
    }

    /** @param request the record that the body is read into; an empty body reads as {@code {}} */
    public <Q, A> RpcMethod method(String name, Class<Q> request, BiFunction<Caller, Q, A> operation) {
        return new RpcMethod() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public byte[] call(Caller caller, Format format, byte[] body) {
                return json.writeValueAsBytes(operation.apply(caller, read(body, request)));
            }
        };
    }

    /** Reads a request; an empty body reads as {@code {}}. */
    public <Q> Q read(byte[] body, Class<Q> request) {
        try {
            Q read = body.length == 0 ? json.readValue("{}", request) : json.readValue(body, request);
            if (read != null) {
                return read;
            }
        } catch (JacksonException malformed) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "the payload is not the JSON that this method takes");
        }
        throw new Refused(ErrorCode.INVALID_REQUEST, "the payload is null; this method takes a JSON object");
    }
}
