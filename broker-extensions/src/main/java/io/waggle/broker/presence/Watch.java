package io.waggle.broker.presence;

import io.waggle.broker.connection.DeviceConnection;

/** One device's subscription to one user's presence. Guarded by the {@link WatchedUser} it belongs to. */
final class Watch {

    enum Stage {
        /** The service has not said yet whether it may. */
        ASKING,
        /** It may, and the broker is about to subscribe it. */
        GRANTED,
        /** It has been told how things stand. */
        WATCHING,
        /** It may no longer, or wants to no longer. */
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
