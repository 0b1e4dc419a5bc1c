package io.waggle.system.client;

import io.waggle.system.network.Endpoint;
import io.waggle.system.server.WaggleProcess;

/**
 * The settings with which a phone connects. The default is MQTT 5 over TCP with JSON.
 *
 * @param willTopic empty for no will
 * @param packetLimit the Maximum Packet Size of MQTT 5; 0 for none
 */
public record ConnectOptions(
        Login login, int port, boolean mqtt3, boolean protobuf, boolean webSocket, String willTopic, int packetLimit) {

    public static ConnectOptions of(WaggleProcess waggle, Login login) {
        return new ConnectOptions(login, waggle.mqttPort(), false, false, false, "", 0);
    }

    public ConnectOptions withMqtt3() {
        return new ConnectOptions(login, port, true, protobuf, webSocket, willTopic, packetLimit);
    }

    public ConnectOptions withProtobuf() {
        return new ConnectOptions(login, port, mqtt3, true, webSocket, willTopic, packetLimit);
    }

    public ConnectOptions withWebSocket(WaggleProcess waggle) {
        return new ConnectOptions(login, waggle.wsPort(), mqtt3, protobuf, true, willTopic, packetLimit);
    }

    /** Connects to this endpoint and not directly to the server. */
    public ConnectOptions through(Endpoint endpoint) {
        return new ConnectOptions(login, endpoint.port(), mqtt3, protobuf, webSocket, willTopic, packetLimit);
    }

    public ConnectOptions withWill(String topic) {
        return new ConnectOptions(login, port, mqtt3, protobuf, webSocket, topic, packetLimit);
    }

    public ConnectOptions withPacketLimit(int bytes) {
        return new ConnectOptions(login, port, mqtt3, protobuf, webSocket, willTopic, bytes);
    }

    public Phone connect() {
        return new Phone(this);
    }
}
