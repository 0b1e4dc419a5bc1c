package io.waggle.broker.connection;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionAttributeStore;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds the connection that a broker callback is about.
 *
 * <p>The key is a number that is stored with the connection itself. A client id is not enough: while one connection takes over
 * from another of the same device, both exist.
 */
public final class Connections {

    private static final String ATTRIBUTE = "waggle";

    private final ConcurrentHashMap<Long, DeviceConnection> byNumber = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    public long nextNumber() {
        return numbers.incrementAndGet();
    }

    public void add(ConnectionInformation information, DeviceConnection connection) {
        byNumber.put(connection.number(), connection);
        ByteBuffer number =
                ByteBuffer.allocate(Long.BYTES).putLong(connection.number()).flip();
        information.getConnectionAttributeStore().put(ATTRIBUTE, number);
    }

    /** Returns null for a connection that was not admitted or has ended. */
    public @Nullable DeviceConnection of(ConnectionInformation information) {
        ConnectionAttributeStore attributes = information.getConnectionAttributeStore();
        ByteBuffer number = attributes.get(ATTRIBUTE).orElse(null);
        return number == null ? null : byNumber.get(number.getLong(number.position()));
    }

    public void remove(DeviceConnection connection) {
        byNumber.remove(connection.number());
    }

    public int size() {
        return byNumber.size();
    }
}
