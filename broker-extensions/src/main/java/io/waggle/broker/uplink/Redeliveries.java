package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import io.waggle.protocol.Id;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Recognises a packet that is sent again, for messages whose id the server has made.
 *
 * <p>Two packets are the same if their packet id, topic and payload are equal, the first one is not acknowledged, and the
 * second one has the DUP flag or comes on another connection. Some clients, such as mqtt.js, send again without DUP.
 *
 * <p>A packet is remembered from its publish until its acknowledgement is written to the connection, and beyond the connection
 * if it was not written. It is not remembered longer: if a device later sends the same content under the same packet id, it is
 * a second message. Memory is bounded by count and age. If a packet is forgotten too early, a resend is stored as a second
 * message; no message is ever lost.
 */
public final class Redeliveries {

    static final int CAPACITY = 20_000;
    static final Duration MEMORY = Duration.ofMinutes(15);

    private record Packet(Id did, int packetId) {}

    private record Sent(ByteString id, int hash, long connection, long at) {

        boolean isSentAgainBy(Publication publication, int itsHash, long itsConnection) {
            return hash == itsHash && (publication.duplicate() || connection != itsConnection);
        }
    }

    private final Clock clock;
    private final Supplier<ByteString> ids;
    // Guarded by this; oldest first.
    private final LinkedHashMap<Packet, Sent> unacknowledged = new LinkedHashMap<>();

    public Redeliveries(Clock clock, Supplier<ByteString> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Returns the id for a publication that has none: the earlier id, if this is the same packet again.
     *
     * @param connection a number that differs from those of the device's other connections
     */
    ByteString idFor(Id did, long connection, Publication publication) {
        if (publication.qos() == 0) {
            return ids.get();
        }
        Packet packet = new Packet(did, publication.packetId());
        int hash = 31 * publication.topic().hashCode() + Arrays.hashCode(publication.payload());
        long now = clock.millis();
        synchronized (this) {
            forgetOld(now);
            Sent before = unacknowledged.remove(packet);
            ByteString id =
                    before != null && before.isSentAgainBy(publication, hash, connection) ? before.id() : ids.get();
            unacknowledged.put(packet, new Sent(id, hash, connection, now));
            return id;
        }
    }

    /** The packet's acknowledgement has been written to the connection. */
    public synchronized void acknowledged(Id did, int packetId) {
        unacknowledged.remove(new Packet(did, packetId));
    }

    synchronized int size() {
        return unacknowledged.size();
    }

    private void forgetOld(long now) {
        Iterator<Map.Entry<Packet, Sent>> eldest = unacknowledged.entrySet().iterator();
        while (eldest.hasNext()) {
            boolean tooOld = eldest.next().getValue().at() < now - MEMORY.toMillis();
            if (!tooOld && unacknowledged.size() < CAPACITY) {
                return;
            }
            eldest.remove();
        }
    }
}
