package io.waggle.im.rpc;

import io.waggle.im.http.Caller;
import io.waggle.protocol.fabric.v1.Format;

/** One operation that can be asked over MQTT. A bean of this type is found by its name. */
public interface RpcMethod {

    /** As it stands in the topic, such as {@code history} or {@code groups.create}. */
    String name();

    /**
     * Runs on a virtual thread and may block.
     *
     * @return the answer's payload
     * @throws io.waggle.protocol.Refused if it is refused
     */
    byte[] call(Caller caller, Format format, byte[] body);
}
