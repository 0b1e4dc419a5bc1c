package io.waggle.broker.presence;

import io.waggle.broker.connection.DeviceConnection;

/** One device's subscription to one user's presence. Guarded by the {@link WatchedUser} it belongs to. */
final class Watch {

    enum Stage {
        /** The service has not answered yet whether it is allowed. */
        ASKING,
        /** It is allowed, and the broker is about to subscribe the device. */
        GRANTED,
        /** The device has received the current state. */
        WATCHING,
        /** It is no longer allowed, or the device has unsubscribed. */
        ENDED
    }

    private final DeviceConnection connection;
    private final String topic;
    private Stage stage = Stage.ASKING;

    Watch(DeviceConnection connection, String topic) {
        this.connection = connection;
        this.topic = topic;
    }

    DeviceConnection connection() {
        return connection;
    }

    String topic() {
        return topic;
    }

    Stage stage() {
        return stage;
    }

    void enter(Stage next) {
        stage = next;
    }
}
