package io.waggle.system.message;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Send;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static io.waggle.system.time.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Unknown members from a newer client are delivered unchanged by this server. */
@ExtendWith(WaggleExtension.class)
class UnknownFieldsIT {

    private static final int NEWER_FIELD = 1000;

    private final WaggleProcess waggle;
    private final Login alice;
    private final Login bob;

    UnknownFieldsIT(WaggleProcess waggle) {
        this.waggle = waggle;
        List<Login> two = waggle.api().newFriends();
        alice = two.getFirst();
        bob = two.getLast();
    }

    @Test
    void jsonMembers_unknown_areDeliveredUnchanged() {
        String sent = "{\"text\":\"hi\",\"mood\":{\"kind\":\"glad\",\"by\":[1,2]},\"note\":null}";
        try (Phone a = ConnectOptions.of(waggle, alice).connect();
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            await(a.publish(bob.inbox(), sent.getBytes(StandardCharsets.UTF_8)));

            String live = b.awaitMessage("hi").json().toString();
            List<Entry> history = waggle.api().history(bob, waggle.api().conversationWith(bob, alice));

            assertThat(live).contains("\"mood\":{\"kind\":\"glad\",\"by\":[1,2]},\"note\":null");
            assertThat(history.getFirst().json().toString()).isEqualTo(live);
        }
    }

    @Test
    void protobufFields_unknown_areDeliveredUnchanged() throws Exception {
        UnknownFieldSet newer = UnknownFieldSet.newBuilder()
                .addField(
                        NEWER_FIELD,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("from the future"))
                                .build())
                .build();
        Content content =
                Content.newBuilder().setText("hi").setUnknownFields(newer).build();
        try (Phone a = ConnectOptions.of(waggle, alice).withProtobuf().connect();
                Phone b = ConnectOptions.of(waggle, bob).withProtobuf().connect()) {
            await(a.publish(
                    bob.inbox(), Send.newBuilder().setContent(content).build().toByteArray()));
            b.awaitMessage("hi");

            byte[] down = b.received().getFirst().payload();

            assertThat(Down.parseFrom(down).getMessage().getContent()).isEqualTo(content);
        }
    }
}
