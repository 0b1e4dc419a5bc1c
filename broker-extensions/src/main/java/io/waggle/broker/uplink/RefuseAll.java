package io.waggle.broker.uplink;

import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundInput;
import com.hivemq.extension.sdk.api.interceptor.publish.parameter.PublishInboundOutput;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import io.waggle.protocol.ErrorCode;

/** Refuses all publications of an unknown connection. */
public final class RefuseAll implements PublishInboundInterceptor {

    @Override
    public void onInboundPublish(PublishInboundInput input, PublishInboundOutput output) {
        output.preventPublishDelivery(AckReasonCode.NOT_AUTHORIZED, ErrorCode.UNAUTHENTICATED.wireName());
    }
}
