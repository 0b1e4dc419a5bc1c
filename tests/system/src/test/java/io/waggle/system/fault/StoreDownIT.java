package io.waggle.system.fault;

import io.waggle.system.client.Ack;
import io.waggle.system.client.Answer;
import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.OwnWaggle;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.util.List;

import static io.waggle.system.time.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** The S3 store does not answer: chat works, and requests for files are refused as unavailable. */
@OwnWaggle({
    "WAGGLE_S3_ENDPOINT=http://127.0.0.1:1",
    "WAGGLE_S3_ACCESS_KEY=nobody",
    "WAGGLE_S3_SECRET_KEY=nobody listens there"
})
@ExtendWith(WaggleExtension.class)
class StoreDownIT {

    private static final String SHA256 = "0".repeat(64);

    private final WaggleProcess waggle;

    StoreDownIT(WaggleProcess waggle) {
        this.waggle = waggle;
    }

    @Test
    void chat_storeDown_works() throws Exception {
        Api api = waggle.api();
        List<Login> two = api.newFriends();
        Login alice = two.getFirst();
        Login bob = two.getLast();
        try (Phone hers = ConnectOptions.of(waggle, alice).connect();
                Phone his = ConnectOptions.of(waggle, bob).connect()) {
            assertThat(hers.say(bob.inbox(), "no pictures today")).isInstanceOf(Ack.Committed.class);
            eventually("the message arrives", () -> his.messages().size() == 1);
        }

        Answer refused = api.post(
                alice.accessToken(),
                "/v1/media/uploads",
                Api.object()
                        .put("name", "bee.png")
                        .put("type", "image/png")
                        .put("size", 100)
                        .put("sha256", SHA256));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("unavailable");
        assertThat(waggle.health("/readyz")).isEqualTo("200 {\"status\":\"up\"}");
        assertThat(waggle.health("/healthz")).isEqualTo("503 {\"status\":\"down\",\"notReady\":[\"store\"]}");
    }
}
