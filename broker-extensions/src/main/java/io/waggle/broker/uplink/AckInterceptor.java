package io.waggle.broker.uplink;

import com.hivemq.extension.sdk.api.interceptor.puback.PubackOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.puback.parameter.PubackOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.puback.parameter.PubackOutboundOutput;
import com.hivemq.extension.sdk.api.interceptor.pubrec.PubrecOutboundInterceptor;
import com.hivemq.extension.sdk.api.interceptor.pubrec.parameter.PubrecOutboundInput;
import com.hivemq.extension.sdk.api.interceptor.pubrec.parameter.PubrecOutboundOutput;
import com.hivemq.extension.sdk.api.packets.general.ModifiableUserProperties;
import io.waggle.broker.connection.DetailProperty;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.protocol.Refused;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Adds properties to one connection's outgoing acknowledgements. Called on the broker's extension threads. */
public final class AckInterceptor implements PubackOutboundInterceptor, PubrecOutboundInterceptor {

    /** At least the size of the rest of the packet: header, packet id, reason code and string, the name of the detail. */
    private static final int AROUND_THE_PROPERTIES = 64;

    /** At least the size of that property: its name and a number. */
    private static final int RETRY_AFTER_SIZE = 32;

    private final DeviceConnection connection;
    private final PendingAcks acks;

    public AckInterceptor(DeviceConnection connection, PendingAcks acks) {
        this.connection = connection;
        this.acks = acks;
    }

    @Override
    public void onOutboundPuback(PubackOutboundInput input, PubackOutboundOutput output) {
        complete(
                input.getPubackPacket().getPacketIdentifier(),
                () -> output.getPubackPacket().getUserProperties());
    }

    @Override
    public void onOutboundPubrec(PubrecOutboundInput input, PubrecOutboundOutput output) {
        complete(
                input.getPubrecPacket().getPacketIdentifier(),
                () -> output.getPubrecPacket().getUserProperties());
    }

    /**
     * Adds the time to wait and the detail if the packet then fits. From a packet that is too large the broker would remove the
     * reason string first, which is more important.
     */
    private void addIfItFits(Refused refused, Supplier<ModifiableUserProperties> properties) {
        long free = connection.packetLimit() - AROUND_THE_PROPERTIES;
        if (refused.retryAfter() > 0 && RETRY_AFTER_SIZE <= free) {
            properties.get().addUserProperty("retryAfter", Integer.toString(refused.retryAfter()));
            free -= RETRY_AFTER_SIZE;
        }
        String detail = DetailProperty.of(refused.detail());
        if (detail.getBytes(StandardCharsets.UTF_8).length <= free) {
            properties.get().addUserProperty("detail", detail);
        }
    }

    private void complete(int packetId, Supplier<ModifiableUserProperties> properties) {
        switch (acks.take(packetId)) {
            case Outcome.Committed committed -> {
                properties.get().addUserProperty("seq", Long.toString(committed.seq()));
                properties.get().addUserProperty("ts", Long.toString(committed.at()));
            }
            case Outcome.Rejected rejected -> addIfItFits(rejected.refused(), properties);
            case Outcome.NotPassed dropped -> addIfItFits(dropped.refused(), properties);
            case Outcome.Answered answered -> {}
            case Outcome.Passed passed -> {}
            case Outcome.Unanswered unanswered -> {}
            case null -> {}
        }
    }
}
