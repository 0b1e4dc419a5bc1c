package io.waggle.system.library;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Send;
import io.waggle.system.client.Api;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Ids;
import io.waggle.system.client.Login;
import io.waggle.system.client.Mosquitto;
import io.waggle.system.program.RequiresPrograms;
import io.waggle.system.program.RunningProgram;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** mosquitto_pub and mosquitto_sub as distributed, with both versions of MQTT. */
@ExtendWith(WaggleExtension.class)
@RequiresPrograms(
        programs = {"mosquitto_pub", "mosquitto_sub", "stdbuf"},
        install = "apt-get install mosquitto-clients coreutils")
class MosquittoIT {

    private final WaggleProcess waggle;
    private final Api api;
    private Login alice;
    private Login bob;
    private String group;

    MosquittoIT(WaggleProcess waggle) {
        this.waggle = waggle;
        this.api = waggle.api();
        List<Login> two = api.newUsers("mosquitto", 2);
        alice = two.getFirst();
        bob = two.getLast();
        group = api.groupOf(two);
    }

    /** Logs in new devices, so that no test uses the client id of another one. */
    @BeforeEach
    void logInAgain() {
        alice = api.login(alice.username());
        bob = api.login(bob.username());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void publish_plainTextToUser_isReceived(String version) throws Exception {
        try (RunningProgram sub = listen(bob, version)) {
            assertThat(publish(alice, version, bob.inbox(), "hi from mosquitto"))
                    .isZero();

            byte[] json = Mosquitto.await(sub, bob.deviceTopic(), bytes("hi from mosquitto"));

            assertThat(entry(json).from()).isEqualTo(alice.uid());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void publish_jsonToUsername_isReceivedWithItsId(String version) throws Exception {
        String id = Ids.next();
        try (RunningProgram sub = listen(alice, version)) {
            String payload = Api.object().put("id", id).put("text", "as JSON").toString();
            assertThat(publish(bob, version, "to/u/@" + alice.username(), payload))
                    .isZero();

            byte[] json = Mosquitto.await(sub, alice.deviceTopic(), bytes("as JSON"));

            assertThat(entry(json).id()).isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void publish_toGroup_isReceivedOnTheGroupsTopic(String version) throws Exception {
        try (RunningProgram sub = listen(bob, version)) {
            assertThat(publish(alice, version, "to/g/" + group, "hi all")).isZero();

            byte[] json = Mosquitto.await(sub, "g/" + group, bytes("hi all"));

            assertThat(entry(json).conversation()).isEqualTo(group);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "311"})
    void subscribe_onlyToTheDeviceTopic_receivesGroupMessagesToo(String version) throws Exception {
        try (RunningProgram sub = new Mosquitto(waggle, bob, version).subscribe(List.of(bob.deviceTopic()))) {
            assertThat(publish(alice, version, "to/g/" + group, "no need to ask"))
                    .isZero();

            assertThat(Mosquitto.await(sub, "g/" + group, bytes("no need to ask")))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5,311", "311,5"})
    void publish_acrossVersions_isReceived(String versions) throws Exception {
        String sender = versions.split(",", -1)[0];
        String receiver = versions.split(",", -1)[1];
        try (RunningProgram sub = listen(bob, receiver)) {
            assertThat(publish(alice, sender, bob.inbox(), "across " + versions))
                    .isZero();
            assertThat(publish(alice, sender, "to/g/" + group, "across all " + versions))
                    .isZero();

            assertThat(Mosquitto.await(sub, bob.deviceTopic(), bytes("across " + versions)))
                    .isNotEmpty();
            assertThat(Mosquitto.await(sub, "g/" + group, bytes("across all " + versions)))
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "group"})
    void publish_protobuf_isReceivedAsProtobuf(String kind, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("send.bin");
        Files.write(
                file,
                Send.newBuilder()
                        .setContent(Content.newBuilder().setText("in binary"))
                        .build()
                        .toByteArray());
        String[] asProtobuf = {"-D", "CONNECT", "user-property", "format", "protobuf"};
        boolean toUser = kind.equals("user");
        String groupTopic = "g/" + group + "/pb";
        try (RunningProgram sub =
                        new Mosquitto(waggle, bob, "5").subscribe(List.of(bob.deviceTopic(), groupTopic), asProtobuf);
                RunningProgram pub = new Mosquitto(waggle, alice, "5")
                        .publish(toUser ? bob.inbox() : "to/g/" + group, file, asProtobuf)) {
            assertThat(pub.awaitEnd(Eventually.TIMEOUT))
                    .as(pub.lines().toString())
                    .isZero();

            byte[] down = Mosquitto.await(sub, toUser ? bob.deviceTopic() : groupTopic, bytes("in binary"));

            assertThat(parse(down).getMessage().getContent().getText()).isEqualTo("in binary");
        }
    }

    private RunningProgram listen(Login login, String version) {
        return new Mosquitto(waggle, login, version).subscribe(List.of(login.deviceTopic(), "g/" + group));
    }

    private int publish(Login login, String version, String topic, String payload) throws InterruptedException {
        try (RunningProgram pub = new Mosquitto(waggle, login, version).publish(topic, payload)) {
            return pub.awaitEnd(Eventually.TIMEOUT);
        }
    }

    private static Entry entry(byte[] json) {
        return Entry.of(Api.JSON.readTree(json));
    }

    private static Down parse(byte[] down) throws IOException {
        try {
            return Down.parseFrom(down);
        } catch (InvalidProtocolBufferException malformed) {
            throw new IOException("not a Down", malformed);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
