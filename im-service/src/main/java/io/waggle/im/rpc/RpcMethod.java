package io.waggle.im.rpc;

import io.waggle.im.caller.Caller;
import io.waggle.protocol.fabric.v1.Format;

/** One operation over MQTT. Beans of this type are found by their name. */
public interface RpcMethod {

    /** The method's name in the topic, such as {@code history} or {@code groups.create}. */
    String name();

    /** Whether only administrators may call the method. */
    default boolean isForAdministrators() {
        return false;
    }

    /**
     * Runs on a virtual thread and may block.
     *
     * @return the answer's payload
     * @throws io.waggle.protocol.Refused if the request is refused
     */
    byte[] call(Caller caller, Format format, byte[] body);
}
