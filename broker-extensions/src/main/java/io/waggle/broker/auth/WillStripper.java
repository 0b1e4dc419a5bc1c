package io.waggle.broker.auth;

import com.hivemq.extension.sdk.api.interceptor.connect.ConnectInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundInput;
import com.hivemq.extension.sdk.api.interceptor.connect.parameter.ConnectInboundOutput;

/** Takes wills away: the broker publishes them past every interceptor, so they would reach what nobody checked. */
public final class WillStripper implements ConnectInboundInterceptor {

    @Override
    public void onConnect(ConnectInboundInput input, ConnectInboundOutput output) {
        if (input.getConnectPacket().getWillPublish().isPresent()) {
            output.getConnectPacket().setWillPublish(null);
        }
    }
}
