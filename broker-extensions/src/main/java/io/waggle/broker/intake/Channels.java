package io.waggle.broker.intake;

import com.hivemq.bootstrap.netty.ChannelHandlerNames;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extensions.client.parameter.ConnectionAttributeStoreImpl;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.waggle.protocol.Id;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The Netty channels behind HiveMQ CE's connections. The SDK hides them, but has no other means to slow a client down.
 *
 * <p>Only one private part of CE is used: the channel of a {@link ConnectionAttributeStoreImpl}. If a version of CE does not
 * have it, the extension does not start.
 */
public final class Channels {

    private static final String INTAKE = "waggle_intake";

    /** Is notified when a PUBACK or PUBREC has been written to a device's connection. */
    public interface Acknowledgements {
        void written(Id did, int packetId);
    }

    private final VarHandle channelOfAttributes;
    private final Acknowledgements acknowledgements;

    private Channels(VarHandle channelOfAttributes, Acknowledgements acknowledgements) {
        this.channelOfAttributes = channelOfAttributes;
        this.acknowledgements = acknowledgements;
    }

    /** Throws if this is not a known version of CE. */
    public static Channels find(Acknowledgements acknowledgements) {
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(ConnectionAttributeStoreImpl.class, MethodHandles.lookup());
            return new Channels(
                    lookup.findVarHandle(ConnectionAttributeStoreImpl.class, "channel", Channel.class),
                    acknowledgements);
        } catch (ReflectiveOperationException | LinkageError unknown) {
            throw new IllegalStateException(
                    "This version of HiveMQ is not supported: it keeps its channels elsewhere. Use HiveMQ CE 2025.5",
                    unknown);
        }
    }

    /** Adds an {@link Intake} to a connection that is about to be admitted. Called on the broker's extension threads. */
    public OutcomeListener limit(ConnectionInformation connection, Id did) {
        Channel channel = (Channel) channelOfAttributes.get(connection.getConnectionAttributeStore());
        Intake intake = new Intake(packetId -> acknowledgements.written(did, packetId));
        channel.eventLoop().execute(() -> install(channel, intake));
        return intake;
    }

    /** Puts the intake before all handlers of decoded packets, including those that CE adds later to hold packets back. */
    private static void install(Channel channel, Intake intake) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.context(ChannelHandlerNames.MQTT_MESSAGE_DECODER) == null) {
            // The connection has ended meanwhile.
            return;
        }
        readLittleAtOnce(channel.config().getRecvByteBufAllocator());
        pipeline.addAfter(ChannelHandlerNames.MQTT_MESSAGE_DECODER, INTAKE, intake);
        pipeline.addAfter(ChannelHandlerNames.MQTT_MESSAGE_ENCODER, INTAKE + "_acks", intake.acknowledgements());
    }

    /**
     * Limits one read to 65,536 bytes instead of sixteen times as many: everything that is read is decoded, however much is
     * waiting.
     */
    private static void readLittleAtOnce(RecvByteBufAllocator allocator) {
        if (allocator instanceof MaxMessagesRecvByteBufAllocator perRead) {
            perRead.maxMessagesPerRead(1);
        }
    }
}
