package io.waggle.system.message;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

import static io.waggle.system.time.Eventually.await;
import static io.waggle.system.time.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A picture from one phone to another: uploaded to the store, sent over MQTT, fetched from the store. */
@ExtendWith(WaggleExtension.class)
class MediaIT {

    private final HttpClient http = HttpClient.newHttpClient();
    private final WaggleProcess waggle;
    private final Api api;
    private final Login alice;
    private final Login bob;
    private final byte[] picture = picture();

    MediaIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newFriends();
        alice = two.getFirst();
        bob = two.getLast();
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void image_overMqtt_onlyTheReceiverCanFetchIt() throws Exception {
        String media = upload();
        try (Phone hers = ConnectOptions.of(waggle, alice).connect();
                Phone his = ConnectOptions.of(waggle, bob).connect()) {
            Ack ack = await(hers.publish(bob.inbox(), image(media)));
            assertThat(ack).isInstanceOf(Ack.Committed.class);

            eventually(
                    "the image arrives",
                    () -> his.received().stream()
                            .anyMatch(one -> one.body()
                                    .path("image")
                                    .path("mediaId")
                                    .asString("")
                                    .equals(media)));
        }
        assertThat(fetch(bob, media)).isEqualTo(picture);
        assertThat(fetch(bob, media + "?variant=thumb")).startsWith(0xFF, 0xD8);
        assertThat(ask(api.newUser("stranger"), media).statusCode()).isEqualTo(404);

        api.put(alice, "/v1/blocks/" + bob.uid(), Api.object());
        assertThat(ask(bob, media).statusCode()).isEqualTo(404);
    }

    @Test
    void image_ofAnotherUser_isRefusedAsUnusable() {
        String media = upload();
        try (Phone his = ConnectOptions.of(waggle, bob).connect()) {
            Ack ack = await(his.publish(alice.inbox(), image(media)));

            assertThat(ack)
                    .isInstanceOfSatisfying(
                            Ack.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo("media-unusable"));
            // The connection still works.
            assertThat(his.say(alice.inbox(), "then not")).isInstanceOf(Ack.Committed.class);
        }
    }

    @Test
    void ticket_withApiKey_onlyForUsersOfThatSystem() {
        String key = newApiKey();
        String clerk = api.post(key, "/v1/server/users", Api.object().put("username", "clerk"))
                .expect(201)
                .path("uid")
                .asString();

        api.postFor(clerk, key, "/v1/media/uploads", wanted()).expect(201);
        api.postFor(alice.uid(), key, "/v1/media/uploads", wanted()).expect(404);
        api.post(key, "/v1/media/uploads", wanted()).expect(400);
    }

    private String newApiKey() {
        ObjectNode request = Api.object().put("app", "media").put("name", "test");
        request.putArray("scopes").add("users").add("messages");
        return api.post(api.login("admin").accessToken(), "/v1/admin/api-keys", request)
                .expect(201)
                .path("key")
                .asString();
    }

    private ObjectNode wanted() {
        return Api.ticketFor("bee.png", "image/png", picture);
    }

    private String upload() {
        return api.upload(alice, "bee.png", "image/png", picture);
    }

    private static byte[] image(String media) {
        return ("{\"id\":\"" + Ids.next() + "\",\"image\":{\"mediaId\":\"" + media + "\"}}").getBytes(UTF_8);
    }

    private byte[] fetch(Login user, String media) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = ask(user, media);
        assertThat(answer.statusCode()).isEqualTo(302);
        URI address = URI.create(answer.headers().firstValue("Location").orElseThrow());
        return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray())
                .body();
    }

    private HttpResponse<byte[]> ask(Login user, String media) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(waggle.http().resolve("/v1/media/" + media))
                .header("Authorization", "Bearer " + user.accessToken())
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private static byte[] picture() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 1, new Random().nextInt());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }
}
