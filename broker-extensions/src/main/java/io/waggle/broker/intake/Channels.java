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
 * The Netty channels behind HiveMQ CE's connections. The SDK hides them, and offers nothing else to slow a client down.
 *
 * <p>The one private thing that is used is the channel of a {@link ConnectionAttributeStoreImpl}; the extension does not start if
 * this version of CE has it no more.
 */
public final class Channels {

    private static final String INTAKE = "waggle_intake";

    /** Is told that a PUBACK or PUBREC has been written to a device's connection. */
    public interface Acknowledgements {
        void written(Id did, int packetId);
    }

    private final VarHandle channelOfAttributes;
    private final Acknowledgements acknowledgements;

    private Channels(VarHandle channelOfAttributes, Acknowledgements acknowledgements) {
        this.channelOfAttributes = channelOfAttributes;
        this.acknowledgements = acknowledgements;
    }

    /** Throws if this is no CE that it knows. */
    public static Channels find(Acknowledgements acknowledgements) {
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(ConnectionAttributeStoreImpl.class, MethodHandles.lookup());
            return new Channels(
                    lookup.findVarHandle(ConnectionAttributeStoreImpl.class, "channel", Channel.class),
                    acknowledgements);
        } catch (ReflectiveOperationException | LinkageError unknown) {
            throw new IllegalStateException(
                    "This HiveMQ does not have its channels where HiveMQ CE 2025.5 has them; use that version",
                    unknown);
        }
    }

    /** Puts an {@link Intake} into a connection that is about to get in. Called on the broker's extension threads. */
    public Settling limit(ConnectionInformation connection, Id did) {
        Channel channel = (Channel) channelOfAttributes.get(connection.getConnectionAttributeStore());
        Intake intake = new Intake(packetId -> acknowledgements.written(did, packetId));
        channel.eventLoop().execute(() -> install(channel, intake));
        return intake;
    }

    /** In front of everything that looks at decoded packets, also of what CE puts in later to hold them back. */
    private static void install(Channel channel, Intake intake) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.context(ChannelHandlerNames.MQTT_MESSAGE_DECODER) == null) {
            // It has ended meanwhile.
            return;
        }
        readLittleAtOnce(channel.config().getRecvByteBufAllocator());
        pipeline.addAfter(ChannelHandlerNames.MQTT_MESSAGE_DECODER, INTAKE, intake);
        pipeline.addAfter(ChannelHandlerNames.MQTT_MESSAGE_ENCODER, INTAKE + "_acks", intake.acknowledgements());
    }

    /** What one read brings is decoded whatever waits: 65,536 bytes at most, and not sixteen times as many. */
    private static void readLittleAtOnce(RecvByteBufAllocator allocator) {
        if (allocator instanceof MaxMessagesRecvByteBufAllocator perRead) {
            perRead.maxMessagesPerRead(1);
        }
    }
}
