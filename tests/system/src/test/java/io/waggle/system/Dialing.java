package io.waggle.system;

/**
 * The settings with which a phone connects. The default is MQTT 5 over TCP with JSON.
 *
 * @param willTopic empty for no will
 * @param packetLimit the Maximum Packet Size of MQTT 5; 0 for none
 */
public record Dialing(
        Login login, int port, boolean mqtt3, boolean protobuf, boolean webSocket, String willTopic, int packetLimit) {

    public static Dialing to(WaggleProcess waggle, Login login) {
        return new Dialing(login, waggle.mqttPort(), false, false, false, "", 0);
    }

    public Dialing withMqtt3() {
        return new Dialing(login, port, true, protobuf, webSocket, willTopic, packetLimit);
    }

    public Dialing withProtobuf() {
        return new Dialing(login, port, mqtt3, true, webSocket, willTopic, packetLimit);
    }

    public Dialing withWebSocket(WaggleProcess waggle) {
        return new Dialing(login, waggle.wsPort(), mqtt3, protobuf, true, willTopic, packetLimit);
    }

    /** Connects through this entrance and not directly to the server. */
    public Dialing through(Entrance cable) {
        return new Dialing(login, cable.port(), mqtt3, protobuf, webSocket, willTopic, packetLimit);
    }

    public Dialing withWill(String topic) {
        return new Dialing(login, port, mqtt3, protobuf, webSocket, topic, packetLimit);
    }

    public Dialing withPacketLimit(int bytes) {
        return new Dialing(login, port, mqtt3, protobuf, webSocket, willTopic, bytes);
    }

    Phone connect() {
        return new Phone(this);
    }
}
