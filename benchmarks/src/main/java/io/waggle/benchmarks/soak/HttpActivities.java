package io.waggle.benchmarks.soak;

import io.waggle.benchmarks.environment.Api.Answer;
import io.waggle.benchmarks.soak.SoakUsers.Friends;
import io.waggle.protocol.Sha256;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

import static java.nio.charset.StandardCharsets.UTF_8;

/** HTTP requests of clients: correct and incorrect ones, wrong passwords, and files. */
final class HttpActivities {

    private static final int TOO_LARGE_A_BODY = 300_000;
    private static final int FAULT = 500;
    private static final int PICTURE = 24;
    private static final byte[] NOTHING = {};

    private static final List<String> READ = List.of(
            "/v1/me",
            "/v1/me/privacy",
            "/v1/conversations",
            "/v1/contacts/recent",
            "/v1/friends",
            "/v1/friends?since=0",
            "/v1/friend-requests",
            "/v1/blocks",
            "/v1/devices",
            "/v1/follows/counts");

    private final SoakUsers users;
    private final RandomGenerator random;
    private final Friends readers;
    private final Friends uploaders;
    private final Friends groups;
    private final SoakUser third;
    private final SoakUser badClient;
    private final SoakUser wrongPasswordUser;

    HttpActivities(SoakUsers users, RandomGenerator random) throws IOException, InterruptedException {
        this.users = users;
        this.random = random;
        readers = users.newFriends();
        uploaders = users.newFriends();
        groups = users.newFriends();
        third = users.newUser();
        badClient = users.newUser();
        wrongPasswordUser = users.newUser();
        users.api().befriend(groups.one().user(), third.user());
    }

    List<Activity> activities() {
        return List.of(
                new Activity("HTTP requests", 90, this::read),
                new Activity("messages and history over HTTP", 20, this::sendAndRead),
                new Activity("bad HTTP requests", 60, this::badRequest),
                new Activity("broken HTTP", 10, this::brokenRequest),
                new Activity("wrong passwords", 30, this::wrongPassword),
                new Activity("groups created and dissolved", 3, this::group),
                new Activity("uploads", 2, this::upload),
                new Activity("unused upload tickets", 6, this::ticket));
    }

    private void read(int turn) throws IOException, InterruptedException {
        String path = READ.get(turn % READ.size());
        ConnectionActivities.expect(
                200, users.api().call("GET", path, readers.one().token(), NOTHING));
    }

    private void sendAndRead(int turn) throws IOException, InterruptedException {
        JsonNode sent = say(readers.one(), Map.of("u", readers.other().uid()), "turn " + turn);
        String conversation = sent.get("conversation").asString();
        ConnectionActivities.expect(
                200,
                users.api()
                        .call(
                                "GET",
                                "/v1/conversations/" + conversation + "/messages?limit=50",
                                readers.other().token(),
                                NOTHING));
        users.api()
                .post(
                        "/v1/conversations/" + conversation + "/read",
                        readers.other().token(),
                        Map.of("seq", sent.get("seq").asInt()));
    }

    private void badRequest(int turn) throws IOException, InterruptedException {
        Answer answer = switch (turn % 8) {
            case 0 -> call("GET", "/v1/nowhere/" + turn, badClient.token(), "");
            case 1 -> call("PUT", "/v1/me", badClient.token(), "{}");
            case 2 -> call("POST", "/v1/messages", badClient.token(), "{\"to\":{\"u\":");
            case 3 ->
                call("POST", "/v1/messages", badClient.token(), "{\"to\":{\"u\":\"" + turn + "\"},\"text\":\"x\"}");
            case 4 -> call("GET", "/v1/me", "no.such." + turn, "");
            case 5 -> call("POST", "/v1/messages", badClient.token(), " ".repeat(TOO_LARGE_A_BODY));
            case 6 -> call("POST", "/v1/sessions/refresh", null, "{\"refreshToken\":\"" + turn + "\"}");
            default -> call("GET", "/v1/conversations?cursor=" + turn + "&limit=-1", badClient.token(), "");
        };
        if (answer.status() < 400 || answer.status() >= FAULT) {
            throw new IOException("a bad request was answered with " + answer.status());
        }
    }

    /** Sends data that is not HTTP, half a request, and a request whose answer is not read. */
    private void brokenRequest(int turn) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) MqttConnection.TIMEOUT.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), users.http()), (int)
                    MqttConnection.TIMEOUT.toMillis());
            String request = switch (turn % 3) {
                case 0 -> "this is no HTTP\r\n\r\n";
                case 1 -> "POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"to\":";
                default -> "GET /v1/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + badClient.token() + "\r\n\r\n";
            };
            socket.getOutputStream().write(request.getBytes(UTF_8));
            if (turn % 3 == 0
                    && !ConnectionActivities.firstLine(socket.getInputStream()).contains("400")) {
                throw new IOException("data that is not HTTP was not answered with 400");
            }
            socket.setSoLinger(true, 0);
        }
    }

    /** Logs in with a wrong password, for a user and for usernames that do not exist. */
    private void wrongPassword(int turn) throws IOException, InterruptedException {
        String name = turn % 2 == 0 ? wrongPasswordUser.user().username() : "nobody" + random.nextInt(1_000_000_000);
        String login = "{\"username\":\"" + name
                + "\",\"password\":\"wrong password\",\"device\":{\"name\":\"soak\",\"platform\":\"other\"}}";
        Answer answer = call("POST", "/v1/sessions", null, login);
        if (answer.status() != 401 && answer.status() != 429) {
            throw new IOException("a wrong password was answered with " + answer.status());
        }
    }

    private void group(int turn) throws IOException, InterruptedException {
        String gid =
                users.api().group(groups.one().fresh(), List.of(groups.other().user(), third.user()));
        try (MqttConnection listener = third.connect()) {
            say(groups.one(), Map.of("g", gid), "welcome " + turn);
            say(groups.other(), Map.of("g", gid), "thank you " + turn);
            listener.disconnect();
        }
        String path = "/v1/groups/" + gid;
        ConnectionActivities.expect(204, call("DELETE", path + "/members/" + third.uid(), third.token(), ""));
        ConnectionActivities.expect(
                204,
                call("PUT", path + "/bans/" + groups.other().uid(), groups.one().token(), ""));
        ConnectionActivities.expect(204, call("DELETE", path, groups.one().token(), ""));
    }

    /** Uploads a picture and a text in turn; each is new to the server. */
    private void upload(int turn) throws IOException, InterruptedException {
        boolean picture = turn % 2 == 0;
        byte[] content = picture ? picture() : ("turn " + turn + " " + random.nextLong()).getBytes(UTF_8);
        JsonNode ticket = ticket(picture ? "bee.png" : "bee.txt", picture ? "image/png" : "text/plain", content);
        ConnectionActivities.expect(200, users.api().put(ticket.get("put"), content));
        String id = ticket.get("mediaId").asString();
        users.api().post("/v1/media/" + id + "/complete", uploaders.one().token(), Map.of());
        users.api()
                .post(
                        "/v1/messages",
                        uploaders.one().token(),
                        Map.of(
                                "to",
                                Map.of("u", uploaders.other().uid()),
                                picture ? "image" : "file",
                                Map.of("mediaId", id)));
        ConnectionActivities.expect(
                302, call("GET", "/v1/media/" + id, uploaders.other().token(), ""));
    }

    private void ticket(int turn) throws IOException, InterruptedException {
        ticket("bee.txt", "text/plain", Long.toString(random.nextLong()).getBytes(UTF_8));
    }

    private JsonNode ticket(String name, String type, byte[] content) throws IOException, InterruptedException {
        return users.api()
                .post(
                        "/v1/media/uploads",
                        uploaders.one().token(),
                        Map.of("name", name, "type", type, "size", content.length, "sha256", sha256(content)));
    }

    private JsonNode say(SoakUser sender, Map<String, String> to, String text)
            throws IOException, InterruptedException {
        return users.api().post("/v1/messages", sender.token(), Map.of("to", to, "text", text));
    }

    private Answer call(String method, String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        return users.api().call(method, path, token, body.getBytes(UTF_8));
    }

    private byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(PICTURE, PICTURE, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < PICTURE; x++) {
            for (int y = 0; y < PICTURE; y++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Sha256.of(content));
    }
}
