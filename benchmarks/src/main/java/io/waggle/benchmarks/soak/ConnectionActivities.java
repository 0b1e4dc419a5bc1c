package io.waggle.benchmarks.soak;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.waggle.benchmarks.environment.Api.Answer;
import io.waggle.benchmarks.environment.Api.User;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Connections: devices that connect, take over a connection, are refused, or send nothing. */
final class ConnectionActivities {

    private static final int HALF_OPEN_AT_ONCE = 20;
    private static final int SHORT_KEEP_ALIVE = 5;
    /** The beginning of a CONNECT that is never completed. */
    private static final byte[] HALF_A_CONNECT = {0x10, 0x7f, 0, 4, 'M', 'Q', 'T', 'T', 5};

    private static final byte[] GARBAGE = "\u0000\u00ff\u00f0 this is no MQTT \r\n\r\n".getBytes(ISO_8859_1);

    private final SoakUsers users;
    private final SoakUser reconnecting;
    private final SoakUser takenOver;
    private final SoakUser refused;
    private final SoakUser silent;
    private final SoakUser visitor;
    private final SoakUser host;
    private final Deque<MqttConnection> halfOpen = new ArrayDeque<>();

    ConnectionActivities(SoakUsers users) throws IOException, InterruptedException {
        this.users = users;
        reconnecting = users.newUser();
        takenOver = users.newUser();
        refused = users.newUser();
        silent = users.newUser();
        visitor = users.newUser();
        host = users.newUser();
    }

    List<Activity> activities() {
        return List.of(
                new Activity("connects and disconnects", 120, this::connectAndDisconnect),
                new Activity("takeovers of a connection", 10, this::takeOver),
                new Activity("refused CONNECTs", 20, this::refused),
                new Activity("half-open sockets", 12, this::halfOpen),
                new Activity("logins with connect and logout", 20, this::logInAndOut),
                new Activity("new users and friends", 6, this::newFriends),
                new Activity("WebSockets", 10, this::webSocket));
    }

    private void connectAndDisconnect(int turn) throws IOException, InterruptedException {
        MqttVersion version = turn % 2 == 0 ? MqttVersion.MQTT_5 : MqttVersion.MQTT_3_1_1;
        MqttConnection connection = reconnecting.connect(version);
        switch (turn % 3) {
            case 0 -> connection.disconnect();
            case 1 -> connection.close();
            default -> connection.reset();
        }
    }

    private void takeOver(int turn) throws IOException, InterruptedException {
        try (MqttConnection first = takenOver.connect();
                MqttConnection second = takenOver.connect()) {
            first.awaitEnd();
            second.disconnect();
        }
    }

    private void refused(int turn) throws IOException, InterruptedException {
        try (MqttConnection connection = MqttConnection.open(users.mqtt())) {
            switch (turn % 4) {
                case 0 -> assertRefused(connection, refused.did(), "no token " + turn);
                // A valid token for another user's device.
                case 1 -> assertRefused(connection, reconnecting.did(), refused.token());
                case 2 -> assertRefused(connection, "nobody-" + turn, refused.token());
                default -> {
                    connection.sendBytes(GARBAGE);
                    connection.awaitEnd();
                }
            }
        }
    }

    private static void assertRefused(MqttConnection connection, String clientId, String password) throws IOException {
        MqttConnectReturnCode code =
                connection.sendConnect(MqttVersion.MQTT_5, clientId, password, MqttConnection.KEEP_ALIVE_SECONDS);
        if (code == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            throw new IOException("the server accepted a CONNECT that it must refuse");
        }
        connection.awaitEnd();
    }

    /** Keeps each connection open while the next ones are made; the server may close it earlier. */
    private void halfOpen(int turn) throws IOException, InterruptedException {
        MqttConnection connection = MqttConnection.open(users.mqtt());
        halfOpen.add(connection);
        switch (turn % 3) {
            case 0 -> connection.sendBytes(HALF_A_CONNECT);
            case 1 -> connection.sendConnect(MqttVersion.MQTT_5, silent.did(), silent.token(), SHORT_KEEP_ALIVE);
            default -> {
                // Sends nothing.
            }
        }
        if (halfOpen.size() > HALF_OPEN_AT_ONCE) {
            halfOpen.remove().close();
        }
    }

    private void logInAndOut(int turn) throws IOException, InterruptedException {
        User login = users.api().logIn(visitor.user().username());
        try (MqttConnection connection = MqttConnection.connect(users.mqtt(), login.did(), login.token())) {
            if (turn % 2 == 0) {
                // The server ends the connection with the session.
                expect(204, users.api().call("DELETE", "/v1/sessions/current", login.token(), new byte[0]));
                connection.awaitEnd();
            } else {
                // Stays logged in, until the user has too many devices and the server removes this one.
                connection.disconnect();
            }
        }
    }

    private void newFriends(int turn) throws IOException, InterruptedException {
        User user = users.api().register(users.freshName());
        users.api().befriend(user, host.fresh());
        try (MqttConnection connection = MqttConnection.connect(users.mqtt(), user.did(), user.token())) {
            connection.disconnect();
        }
        users.api().call("DELETE", "/v1/friends/" + user.uid() + "?both=true", host.token(), new byte[0]);
    }

    private void webSocket(int turn) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) MqttConnection.TIMEOUT.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), users.ws()), (int)
                    MqttConnection.TIMEOUT.toMillis());
            String path = turn % 3 == 0 ? "/elsewhere" : "/mqtt";
            String request = String.join(
                    "\r\n",
                    "GET " + path + " HTTP/1.1",
                    "Host: 127.0.0.1",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Protocol: mqtt",
                    "",
                    "");
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            if (path.equals("/mqtt")) {
                String answer = firstLine(socket.getInputStream());
                if (!answer.contains("101")) {
                    throw new IOException("the WebSocket was refused: " + answer);
                }
            }
        }
    }

    static String firstLine(InputStream in) throws IOException {
        StringBuilder connection = new StringBuilder();
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            connection.append((char) next);
        }
        return connection.toString().strip();
    }

    static void expect(int status, Answer answer) throws IOException {
        if (answer.status() != status) {
            throw new IOException("expected " + status + ", got " + answer.status() + ": " + answer.body());
        }
    }

    void close() throws IOException {
        for (MqttConnection connection : halfOpen) {
            connection.close();
        }
    }
}
