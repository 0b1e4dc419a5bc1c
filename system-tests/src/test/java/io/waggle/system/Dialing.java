package io.waggle.system;

/**
 * How a phone connects. The plainest way is MQTT 5 over TCP with JSON.
 *
 * @param willTopic empty for no will
 */
record Dialing(Login login, int port, boolean mqtt3, boolean protobuf, boolean webSocket, String willTopic) {

    static Dialing to(WaggleProcess waggle, Login login) {
        return new Dialing(login, waggle.mqttPort(), false, false, false, "");
    }

    Dialing withMqtt3() {
        return new Dialing(login, port, true, protobuf, webSocket, willTopic);
    }

    Dialing withProtobuf() {
        return new Dialing(login, port, mqtt3, true, webSocket, willTopic);
    }

    Dialing withWebSocket(WaggleProcess waggle) {
        return new Dialing(login, waggle.wsPort(), mqtt3, protobuf, true, willTopic);
    }

    /** Not to the server itself, but by this way. */
    Dialing through(Entrance cable) {
        return new Dialing(login, cable.port(), mqtt3, protobuf, webSocket, willTopic);
    }

    Dialing withWill(String topic) {
        return new Dialing(login, port, mqtt3, protobuf, webSocket, topic);
    }

    Phone connect() {
        return new Phone(this);
    }
}
