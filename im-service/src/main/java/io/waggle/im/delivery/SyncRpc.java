package io.waggle.im.delivery;

import io.waggle.im.caller.Caller;
import io.waggle.im.rpc.RpcJson;
import io.waggle.im.rpc.RpcMethod;
import io.waggle.protocol.fabric.v1.Format;
import org.springframework.stereotype.Component;

/** The RPC method {@code rpc/sync}. It exists only over MQTT, since it concerns the connection's device. */
@Component
class SyncRpc implements RpcMethod {

    private final BatchAcks acks;
    private final RpcJson json;

    SyncRpc(BatchAcks acks, RpcJson json) {
        this.acks = acks;
        this.json = json;
    }

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public byte[] call(Caller caller, Format format, byte[] body) {
        return json.write(
                acks.missing(caller, json.read(body, GivenCursors.class).checked()));
    }
}
