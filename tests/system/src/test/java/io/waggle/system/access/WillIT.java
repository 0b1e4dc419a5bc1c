package io.waggle.system.access;

import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Entry;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.network.BreakableProxy;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import io.waggle.system.time.Eventually;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A will would reach others without a check, so no will is delivered. */
@ExtendWith(WaggleExtension.class)
class WillIT {

    private final WaggleProcess waggle;
    private final Login alice;
    private final Login bob;
    private final String group;

    WillIT(WaggleProcess waggle) {
        this.waggle = waggle;
        List<Login> two = waggle.api().newUsers("will", 2);
        alice = two.getFirst();
        bob = two.getLast();
        group = waggle.api().groupOf(two);
    }

    @ParameterizedTest
    @ValueSource(strings = {"to/u/", "d/", "g/"})
    void will_ofAConnectionThatBreaks_isNotDelivered(String kind) {
        String topic = switch (kind) {
            case "to/u/" -> bob.inbox();
            case "d/" -> bob.deviceTopic();
            default -> "g/" + group;
        };
        try (BreakableProxy proxy = new BreakableProxy(waggle);
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            Phone broken = ConnectOptions.of(waggle, alice)
                    .through(proxy)
                    .withWill(topic)
                    .connect();
            proxy.cut();
            Eventually.eventually("the client notices the broken connection", () -> !broken.isConnected());
            // A device can connect again only after its earlier connection, with its will, has been closed completely.
            try (Phone again = ConnectOptions.of(waggle, alice).connect()) {
                again.say(bob.inbox(), "no will");
                again.say("to/g/" + group, "nor here");
                b.awaitMessage("no will");
                b.awaitMessage("nor here");
            }

            assertThat(b.messages()).extracting(Entry::text).containsExactlyInAnyOrder("no will", "nor here");
            assertThat(b.received())
                    .filteredOn(one -> !one.body().has("change"))
                    .hasSize(2);
        }
    }
}
