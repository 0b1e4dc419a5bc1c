package io.waggle.system.library;

import io.waggle.system.client.Api;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.program.NodeProgram;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Two people in a real browser, on a page whose origin is neither Waggle's nor the store's. */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"node", "npm", "chromium"},
        install = "apt-get install nodejs npm chromium")
class BrowserIT {

    private static final int WIDTH = 64;
    private static final int IN_PARTS = 20 << 20;

    private final WaggleProcess waggle;
    private final Login alice;
    private final Login bob;
    private PageServer site;
    private Browser browser;

    BrowserIT(WaggleProcess waggle) {
        this.waggle = waggle;
        List<Login> two = waggle.api().newFriends();
        alice = two.getFirst();
        bob = two.getLast();
    }

    @BeforeEach
    void open() throws InterruptedException {
        Path mqttJs = NodeProgram.install(MqttJs.FOLDER).resolve("mqtt/dist/mqtt.esm.js");
        NodeProgram.install(Browser.FOLDER);
        site = PageServer.start(Map.of(
                "/page.html", NodeProgram.file(Browser.FOLDER, "page.html"),
                "/page.js", NodeProgram.file(Browser.FOLDER, "page.js"),
                "/mqtt.esm.js", mqttJs));
        browser = new Browser(site.address("/page.html"));
        connect(alice);
        connect(bob);
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    void picture_uploadedByOnePage_isShownByAnother() {
        String media = mediaOf(browser.call(alice, "uploadPicture", WIDTH, color()));
        send("image", media);

        JsonNode message = browser.call(bob, "awaitMessage", "image", media);

        assertThat(message.path("image").path("width").asInt()).isEqualTo(WIDTH);
        assertThat(browser.call(bob, "showFetched", media).asInt()).isEqualTo(WIDTH);
        assertThat(browser.call(bob, "showByAddress", media).asInt()).isEqualTo(WIDTH);
        assertThat(browser.call(bob, "showByAddress", media, "thumb").asInt()).isPositive();
    }

    @Test
    void largeFile_uploadedInParts_arrivesWhole() {
        JsonNode file = browser.call(alice, "uploadFile", IN_PARTS);
        String media = mediaOf(file);
        send("file", media);
        browser.call(bob, "awaitMessage", "file", media);

        assertThat(file.path("size").asInt()).isEqualTo(IN_PARTS);
        String sha256 = file.path("sha256").asString();
        assertThat(browser.call(bob, "hashFetched", media).asString()).isEqualTo(sha256);
        assertThat(browser.call(bob, "hashByAddress", media).asString()).isEqualTo(sha256);
    }

    @Test
    void refusal_canBeReadByThePage() {
        String media = mediaOf(browser.call(alice, "uploadPicture", WIDTH, color()));

        JsonNode refusal = browser.call(bob, "refusal", "/v1/media/" + media);

        assertThat(refusal.path("status").asInt()).isEqualTo(404);
        assertThat(refusal.path("code").asString()).isEqualTo("not-found");
    }

    private void connect(Login user) {
        browser.call(user, "connect", waggle.http().toString(), waggle.ws(), user.did(), user.accessToken());
    }

    private void send(String kind, String media) {
        ObjectNode message = Api.object().put("id", Ids.next());
        message.putObject(kind).put("mediaId", media);
        browser.call(alice, "send", bob.inbox(), message);
    }

    private static String mediaOf(JsonNode uploaded) {
        return uploaded.path("mediaId").asString();
    }

    /** Returns a random colour, so that no picture is known from another test. */
    private static String color() {
        return "#" + Ids.next().substring(0, 6);
    }
}
