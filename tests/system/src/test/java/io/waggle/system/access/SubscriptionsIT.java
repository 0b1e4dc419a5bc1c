package io.waggle.system.access;

import io.waggle.system.client.Api;
import io.waggle.system.client.ConnectOptions;
import io.waggle.system.client.Login;
import io.waggle.system.client.Phone;
import io.waggle.system.client.RawMqtt;
import io.waggle.system.server.WaggleExtension;
import io.waggle.system.server.WaggleProcess;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/** Clients cannot subscribe to topics that they must not read; the SUBACK refuses, and the connection stays. */
@ExtendWith(WaggleExtension.class)
class SubscriptionsIT {

    private static final int FAILURE = 0x80;

    private final WaggleProcess waggle;
    private final Login eve;
    private final Login bob;
    private final Login carol;
    private final String othersGroup;

    SubscriptionsIT(WaggleProcess waggle) {
        this.waggle = waggle;
        Api api = waggle.api();
        eve = api.newUser("eve");
        bob = api.newUser("bob");
        carol = api.newUser("carol");
        api.befriend(eve, bob);
        othersGroup = api.groupOf(List.of(bob, carol));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void subscribe_toForeignTopics_isRefusedAndReceivesNothing(boolean mqtt5) throws IOException {
        try (RawMqtt raw = new RawMqtt(waggle, mqtt5);
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            assertThat(raw.connect(eve)).isZero();
            int packetId = 1;
            for (String filter : foreignFilters()) {
                assertThat(raw.subscribe(filter, packetId++)).as(filter).isGreaterThanOrEqualTo(FAILURE);
            }

            b.say("to/g/" + othersGroup, "among us");
            b.say(carol.inbox(), "between us");
            b.say(eve.inbox(), "to eve");

            assertThat(raw.await(RawMqtt.PUBLISH).text()).contains(eve.deviceTopic(), "to eve");
            raw.publish(bob.inbox(), "still here".getBytes(StandardCharsets.UTF_8), 1, false);
            assertThat(raw.await(RawMqtt.PUBACK).reason()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void subscribe_toOwnTopics_isGrantedAndDuplicatesNothing(boolean mqtt5) throws IOException {
        try (RawMqtt raw = new RawMqtt(waggle, mqtt5);
                Phone b = ConnectOptions.of(waggle, bob).connect()) {
            assertThat(raw.connect(carol)).isZero();
            assertThat(raw.subscribe(carol.deviceTopic(), 1)).isEqualTo(1);
            assertThat(raw.subscribe("g/" + othersGroup, 2)).isEqualTo(1);

            b.say("to/g/" + othersGroup, "once");
            b.say(carol.inbox(), "and then this");

            // Messages of different conversations have no order.
            List<String> came = raw.publishesUntil("once", "and then this");
            assertThat(came)
                    .filteredOn(one -> one.contains("once"))
                    .singleElement(STRING)
                    .contains("g/" + othersGroup);
            assertThat(came)
                    .filteredOn(one -> one.contains("and then this"))
                    .singleElement(STRING)
                    .contains(carol.deviceTopic());
        }
    }

    private List<String> foreignFilters() {
        return List.of(
                "#",
                "+/+",
                "d/+",
                "d/#",
                "g/+",
                "g/+/pb",
                eve.deviceTopic() + "/#",
                bob.deviceTopic(),
                "g/" + othersGroup,
                "g/" + othersGroup + "/pb",
                eve.inbox(),
                bob.inbox(),
                "rpc/me",
                "$share/all/" + eve.deviceTopic(),
                "$share/all/" + bob.deviceTopic(),
                "$share/all/#",
                "$SYS/#",
                "$SYS/broker/uptime",
                "p/" + carol.uid(),
                "hello");
    }
}
