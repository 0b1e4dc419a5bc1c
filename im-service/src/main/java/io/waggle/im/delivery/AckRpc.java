package io.waggle.im.delivery;

import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.RpcJson;
import io.waggle.im.rpc.RpcMethod;
import io.waggle.protocol.fabric.v1.Format;
import org.springframework.stereotype.Component;

import java.util.Map;

/** The RPC method {@code rpc/ack}. It exists only over MQTT, since it concerns the connection's device. */
@Component
class AckRpc implements RpcMethod {

    private final BatchAcks acks;
    private final RpcJson json;

    AckRpc(BatchAcks acks, RpcJson json) {
        this.acks = acks;
        this.json = json;
    }

    @Override
    public String name() {
        return "ack";
    }

    @Override
    public byte[] call(Caller caller, Format format, byte[] body) {
        acks.ack(caller, json.read(body, GivenCursors.class).checked());
        return json.write(Map.of());
    }
}
