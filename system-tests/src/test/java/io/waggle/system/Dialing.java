package io.waggle.system;

/**
 * How a phone connects. The plainest way is MQTT 5 over TCP with JSON.
 *
 * @param willTopic empty for no will
 */
public record Dialing(Login login, int port, boolean mqtt3, boolean protobuf, boolean webSocket, String willTopic) {

    public static Dialing to(WaggleProcess waggle, Login login) {
        return new Dialing(login, waggle.mqttPort(), false, false, false, "");
    }

    public Dialing withMqtt3() {
        return new Dialing(login, port, true, protobuf, webSocket, willTopic);
    }

    public Dialing withProtobuf() {
        return new Dialing(login, port, mqtt3, true, webSocket, willTopic);
    }

    public Dialing withWebSocket(WaggleProcess waggle) {
        return new Dialing(login, waggle.wsPort(), mqtt3, protobuf, true, willTopic);
    }

    /** Not to the server itself, but by this way. */
    public Dialing through(Entrance cable) {
        return new Dialing(login, cable.port(), mqtt3, protobuf, webSocket, willTopic);
    }

    public Dialing withWill(String topic) {
        return new Dialing(login, port, mqtt3, protobuf, webSocket, topic);
    }

    Phone connect() {
        return new Phone(this);
    }
}
