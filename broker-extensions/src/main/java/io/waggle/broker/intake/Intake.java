package io.waggle.broker.intake;

import com.hivemq.mqtt.message.MessageWithID;
import com.hivemq.mqtt.message.PINGREQ;
import com.hivemq.mqtt.message.QoS;
import com.hivemq.mqtt.message.disconnect.DISCONNECT;
import com.hivemq.mqtt.message.puback.PUBACK;
import com.hivemq.mqtt.message.pubcomp.PUBCOMP;
import com.hivemq.mqtt.message.publish.PUBLISH;
import com.hivemq.mqtt.message.pubrec.PUBREC;
import com.hivemq.mqtt.message.pubrel.PUBREL;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.function.IntConsumer;

/**
 * Limits how many PUBLISHes of one connection the broker works on at the same time. Further ones wait here, and while too much
 * is waiting, nothing more is read from the connection. So a client may send as fast as it likes, and TCP slows it down.
 *
 * <p>HiveMQ CE by itself reads everything. It queues PUBLISHes that an interceptor has not completed, without a bound for MQTT
 * 3.1.1 and at QoS 0, and an acknowledgement waits behind all PUBLISHes that were queued before it was ready. With MQTT 5 it
 * ends the connection of a client that sends more than its Receive Maximum, as mqtt.js does; that many PUBLISHes never get past
 * this class.
 *
 * <p>The class also tracks the packet ids that CE remembers, since CE treats two cases wrongly. First, a QoS 2 packet that is
 * sent again before its message is stored gets a PUBREC at once; here the repeated packet is dropped, and the PUBREC of the
 * first one answers both. Second, the QoS 2 packet id of a refused message stays in use: the next message with this id would
 * get a PUBREC and never be handled; this class makes CE forget the id.
 *
 * <p>All methods except {@link #onOutcome} are called on the channel's event loop.
 */
final class Intake extends ChannelDuplexHandler implements OutcomeListener {

    /**
     * The most PUBLISHes that the broker works on at once. It is enough to keep the broker busy while an outcome is on its way;
     * an acknowledgement waits for at most this many.
     */
    static final int WINDOW = 8;

    /**
     * The most bytes in memory that may wait; one read may exceed it. Small bursts stay below it, so that the end of their
     * connection is noticed at once: it is not noticed while nothing is read.
     */
    static final int WAITING_BYTES = 262_144;

    /** The approximate size of a packet that is not a PUBLISH. */
    private static final int OTHER_BYTES = 200;

    private final Window window = new Window(WINDOW);
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(0);
    private long waitingBytes;
    private final IntConsumer onAcknowledged;
    private boolean isReadingPaused;
    private @Nullable ChannelHandlerContext context;

    /** Ids of QoS 1 packets that CE has seen on this connection: it drops a packet with one of them that has the DUP flag. */
    private final BitSet seenAtQos1 = new BitSet(0);
    /** Ids of QoS 2 packets that CE has: it answers a further packet with one of them itself. */
    private final BitSet openAtQos2 = new BitSet(0);
    /** Ids in {@code openAtQos2} whose PUBCOMP must not be sent to the client. */
    private final BitSet forgotten = new BitSet(0);

    /** @param onAcknowledged receives the packet ids of PUBACKs and PUBRECs that have been written */
    Intake(IntConsumer onAcknowledged) {
        this.onAcknowledged = onAcknowledged;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (isOvertaking(message)) {
            ctx.fireChannelRead(message);
        } else if (waiting.isEmpty() && mayPassOn(message)) {
            passOn(ctx, message);
        } else {
            waiting.addLast(message);
            waitingBytes += bytes(message);
            if (isFull()) {
                // Netty continues to read, whatever handlers do, unless the channel is configured not to.
                isReadingPaused = true;
                ctx.channel().config().setAutoRead(false);
            }
        }
    }

    private static int bytes(Object message) {
        return message instanceof PUBLISH publish ? publish.getEstimatedSizeInMemory() : OTHER_BYTES;
    }

    private Object nextWaiting() {
        Object message = waiting.remove();
        waitingBytes -= bytes(message);
        return message;
    }

    private boolean isFull() {
        return waitingBytes > WAITING_BYTES;
    }

    /**
     * Returns whether the packet overtakes waiting PUBLISHes. The client waits for the answer to such a packet, or the packet
     * lets the broker send more; none depends on the client's PUBLISHes.
     */
    private static boolean isOvertaking(Object message) {
        return message instanceof PUBACK
                || message instanceof PUBREC
                || message instanceof PUBREL
                || message instanceof PUBCOMP
                || message instanceof PINGREQ;
    }

    private boolean mayPassOn(Object message) {
        return !(message instanceof PUBLISH) || window.hasRoom();
    }

    private void passOn(ChannelHandlerContext ctx, Object message) {
        if (message instanceof PUBLISH publish) {
            if (isInProgress(publish)) {
                // The outcome of the first one answers both.
                return;
            }
            if (isForTheInterceptor(publish)) {
                window.add(publish);
            }
        }
        ctx.fireChannelRead(message);
    }

    private boolean isInProgress(PUBLISH publish) {
        return switch (publish.getQoS()) {
            case AT_MOST_ONCE -> false;
            case AT_LEAST_ONCE -> publish.isDuplicateDelivery() && window.has(publish);
            case EXACTLY_ONCE -> window.has(publish);
        };
    }

    /** Returns whether CE passes the packet to the extension, which later reports its outcome. */
    private boolean isForTheInterceptor(PUBLISH publish) {
        int packetId = publish.getPacketIdentifier();
        return switch (publish.getQoS()) {
            case AT_MOST_ONCE -> true;
            case AT_LEAST_ONCE -> {
                boolean isDropped = publish.isDuplicateDelivery() && seenAtQos1.get(packetId);
                seenAtQos1.set(packetId);
                yield !isDropped;
            }
            case EXACTLY_ONCE -> {
                boolean isOpen = openAtQos2.get(packetId);
                openAtQos2.set(packetId);
                yield !isOpen;
            }
        };
    }

    /** Safe on any thread. */
    @Override
    public void onOutcome(int qos, int packetId) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.executor().execute(() -> {
                window.remove(qos, packetId);
                passOnWaiting(ctx);
            });
        }
    }

    private void passOnWaiting(ChannelHandlerContext ctx) {
        while (!waiting.isEmpty() && mayPassOn(waiting.element())) {
            passOn(ctx, nextWaiting());
        }
        if (isReadingPaused && !isFull()) {
            isReadingPaused = false;
            ctx.channel().config().setAutoRead(true);
        }
    }

    /**
     * Handles the end of the connection. A client that has sent a DISCONNECT will not send its waiting PUBLISHes again, so they
     * are passed on. A client that was cut off sends unacknowledged PUBLISHes again, but not those at QoS 0, so only these are
     * passed on.
     */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        boolean sentDisconnect = waiting.stream().anyMatch(DISCONNECT.class::isInstance);
        while (!waiting.isEmpty()) {
            Object message = nextWaiting();
            if (message instanceof PUBLISH publish && (sentDisconnect || publish.getQoS() == QoS.AT_MOST_ONCE)) {
                ctx.fireChannelRead(publish);
            }
        }
        ctx.fireChannelInactive();
    }

    /** Sees acknowledgements before they are encoded. */
    ChannelOutboundHandlerAdapter acknowledgements() {
        return new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                if (message instanceof PUBCOMP pubcomp) {
                    openAtQos2.clear(pubcomp.getPacketIdentifier());
                    if (forgotten.get(pubcomp.getPacketIdentifier())) {
                        forgotten.clear(pubcomp.getPacketIdentifier());
                        promise.setSuccess();
                        return;
                    }
                }
                if (message instanceof PUBACK || message instanceof PUBREC) {
                    int packetId = ((MessageWithID) message).getPacketIdentifier();
                    onOutcome(message instanceof PUBACK ? 1 : 2, packetId);
                    promise.addListener(written -> {
                        if (written.isSuccess()) {
                            onAcknowledged.accept(packetId);
                        }
                    });
                }
                // The promise reports the result.
                var unused = ctx.write(message, promise);
                if (message instanceof PUBREC pubrec && pubrec.getReasonCode().isError()) {
                    forget(pubrec.getPacketIdentifier());
                }
            }
        };
    }

    /** Makes CE forget the id by a PUBREL, which a client does not send for a refused message. */
    private void forget(int packetId) {
        if (context != null) {
            forgotten.set(packetId);
            context.fireChannelRead(new PUBREL(packetId));
        }
    }
}
