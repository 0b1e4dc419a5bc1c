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

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Adds properties to one connection's outgoing acknowledgements. Called on the broker's extension threads. */
public final class AckInterceptor implements PubackOutboundInterceptor, PubrecOutboundInterceptor {

    /** At least the size of the rest of the packet: header, packet id, reason code and string, the property's name. */
    private static final int AROUND_A_DETAIL = 64;

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
     * Adds the detail if the packet then fits. From a packet that is too large the broker would remove the reason string first,
     * which is more important.
     */
    private void addIfItFits(String detail, Supplier<ModifiableUserProperties> properties) {
        int bytes = detail.getBytes(StandardCharsets.UTF_8).length;
        if (bytes + AROUND_A_DETAIL <= connection.packetLimit()) {
            properties.get().addUserProperty("detail", detail);
        }
    }

    private void complete(int packetId, Supplier<ModifiableUserProperties> properties) {
        switch (acks.take(packetId)) {
            case Outcome.Committed committed -> {
                properties.get().addUserProperty("seq", Long.toString(committed.seq()));
                properties.get().addUserProperty("ts", Long.toString(committed.at()));
            }
            case Outcome.Rejected rejected -> addIfItFits(DetailProperty.of(rejected.detail()), properties);
            case Outcome.NotPassed dropped -> addIfItFits(DetailProperty.of(dropped.detail()), properties);
            case Outcome.Answered answered -> {}
            case Outcome.Passed passed -> {}
            case Outcome.Unanswered unanswered -> {}
            case null -> {}
        }
    }
}
