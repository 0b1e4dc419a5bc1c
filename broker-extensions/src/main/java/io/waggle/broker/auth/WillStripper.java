package io.waggle.broker.auth;

import com.hivemq.extension.sdk.api.interceptor.connect.ConnectInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundOutput;

/**
 * Removes wills from CONNECTs: the broker publishes a will without calling any interceptor, so it would reach its topic
 * unchecked.
 */
public final class WillStripper implements ConnectInboundInterceptor {

    @Override
    public void onConnect(ConnectInboundInput input, ConnectInboundOutput output) {
        if (input.getConnectPacket().getWillPublish().isPresent()) {
            output.getConnectPacket().setWillPublish(null);
        }
    }
}
