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
 * Lets the broker have a few PUBLISHes of one connection at a time. The others wait here, and while too much waits nothing more is
 * read from the connection; so a client may push as much as it likes, and TCP holds it back.
 *
 * <p>HiveMQ CE by itself takes all that comes. It queues what an interceptor has not settled, without a bound for MQTT 3.1.1 and
 * at QoS 0, and an acknowledgement waits behind all PUBLISHes that were queued before it was ready. With MQTT 5 it ends the
 * connection of a client that sends more than its Receive Maximum, as mqtt.js does; that many never get past this class.
 *
 * <p>It also keeps count of the packet ids that CE remembers, since CE treats two of them wrongly. A QoS 2 packet that is sent
 * again before its message is stored gets a PUBREC at once; it is dropped here, and the first one's PUBREC answers both. A QoS
 * 2 packet id whose message was refused stays taken, and the next message with it would get a PUBREC and never be looked at; CE
 * is made to forget it.
 *
 * <p>All but {@link #settled} is called on the channel's event loop.
 */
final class Intake extends ChannelDuplexHandler implements Settling {

    /** Enough to keep the broker busy while an outcome travels; an acknowledgement waits for as many. */
    static final int WINDOW = 8;

    /**
     * Of what waits, in memory; one read may go beyond. Small bursts stay below, so that the end of their connection is noticed at
     * once: it is not while nothing is read.
     */
    static final int WAITING_BYTES = 262_144;

    /** Of what is no PUBLISH, roughly. */
    private static final int OTHER_BYTES = 200;

    private final Window window = new Window(WINDOW);
    private final ArrayDeque<Object> waiting = new ArrayDeque<>(0);
    private long waitingBytes;
    private final IntConsumer onAcknowledged;
    private boolean isHeldBack;
    private @Nullable ChannelHandlerContext context;

    /** Ids of QoS 1 packets that CE has seen on this connection: it drops another one of them with DUP. */
    private final BitSet seenAtQos1 = new BitSet(0);
    /** Ids of QoS 2 packets that CE has: it answers another one of them itself. */
    private final BitSet openAtQos2 = new BitSet(0);
    /** Of those, the ones whose PUBCOMP is not for the client. */
    private final BitSet forgotten = new BitSet(0);

    /** @param onAcknowledged is told the packet ids of PUBACKs and PUBRECs that have been written */
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
        } else if (waiting.isEmpty() && mayGoOn(message)) {
            handOn(ctx, message);
        } else {
            waiting.addLast(message);
            waitingBytes += bytes(message);
            if (isFull()) {
                // Netty goes on reading whatever handlers say, unless the channel itself is told not to.
                isHeldBack = true;
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

    /** The client waits for these, or they free what the broker sends it; none depends on the client's PUBLISHes. */
    private static boolean isOvertaking(Object message) {
        return message instanceof PUBACK
                || message instanceof PUBREC
                || message instanceof PUBREL
                || message instanceof PUBCOMP
                || message instanceof PINGREQ;
    }

    private boolean mayGoOn(Object message) {
        return !(message instanceof PUBLISH) || window.hasRoom();
    }

    private void handOn(ChannelHandlerContext ctx, Object message) {
        if (message instanceof PUBLISH publish) {
            if (isInHand(publish)) {
                // The outcome of the first one answers both.
                return;
            }
            if (isForTheInterceptor(publish)) {
                window.add(publish);
            }
        }
        ctx.fireChannelRead(message);
    }

    private boolean isInHand(PUBLISH publish) {
        return switch (publish.getQoS()) {
            case AT_MOST_ONCE -> false;
            case AT_LEAST_ONCE -> publish.isDuplicateDelivery() && window.has(publish);
            case EXACTLY_ONCE -> window.has(publish);
        };
    }

    /** Whether CE asks the extension about it, which then says when it is settled. */
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
    public void settled(int qos, int packetId) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.executor().execute(() -> {
                window.settled(qos, packetId);
                goOn(ctx);
            });
        }
    }

    private void goOn(ChannelHandlerContext ctx) {
        while (!waiting.isEmpty() && mayGoOn(waiting.element())) {
            handOn(ctx, nextWaiting());
        }
        if (isHeldBack && !isFull()) {
            isHeldBack = false;
            ctx.channel().config().setAutoRead(true);
        }
    }

    /**
     * A client that has said goodbye has sent what it had to say. One that was cut off sends again what was not acknowledged,
     * which is not what it sent at QoS 0.
     */
    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        boolean saidGoodbye = waiting.stream().anyMatch(DISCONNECT.class::isInstance);
        while (!waiting.isEmpty()) {
            Object message = nextWaiting();
            if (message instanceof PUBLISH publish && (saidGoodbye || publish.getQoS() == QoS.AT_MOST_ONCE)) {
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
                    settled(message instanceof PUBACK ? 1 : 2, packetId);
                    promise.addListener(written -> {
                        if (written.isSuccess()) {
                            onAcknowledged.accept(packetId);
                        }
                    });
                }
                // The promise tells.
                var unused = ctx.write(message, promise);
                if (message instanceof PUBREC pubrec && pubrec.getReasonCode().isError()) {
                    forget(pubrec.getPacketIdentifier());
                }
            }
        };
    }

    /** As if the client had released it; a client does not release what was refused. */
    private void forget(int packetId) {
        if (context != null) {
            forgotten.set(packetId);
            context.fireChannelRead(new PUBREL(packetId));
        }
    }
}
