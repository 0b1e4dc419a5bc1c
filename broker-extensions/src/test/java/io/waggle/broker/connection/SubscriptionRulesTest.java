package io.waggle.broker.connection;

import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Format;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionRulesTest {

    private final Id gid = new Id(3);
    private final DeviceConnection connection = new DeviceConnection(1, new Id(1), new Id(2), Format.PROTOBUF, true);
    private final SubscriptionRules rules = new SubscriptionRules(connection, SubscriptionRulesTest::nobody);

    private static CompletionStage<Boolean> nobody(DeviceConnection asking, Id uid) {
        return CompletableFuture.completedFuture(false);
    }

    @Test
    void allows_ownDevice_yes() {
        assertThat(rules.allows("d/" + new Id(2))).isTrue();
    }

    @Test
    void allows_groupAfterJoining_yesInTheOwnFormat() {
        assertThat(rules.allows("g/" + gid + "/pb")).isFalse();

        connection.addGroup(gid);

        assertThat(rules.allows("g/" + gid + "/pb")).isTrue();
        assertThat(rules.allows("g/" + gid)).isFalse();
    }

    @Test
    void allows_unknownConnection_nothing() {
        assertThat(new SubscriptionRules(null, SubscriptionRulesTest::nobody).allows("d/" + new Id(2)))
                .isFalse();
    }

    @Test
    void allows_wildcardsAndShares_no() {
        assertThat(rules.allows("#")).isFalse();
        assertThat(rules.allows("d/+")).isFalse();
        assertThat(rules.allows("$share/x/d/" + new Id(2))).isFalse();
        assertThat(rules.allows("p/" + new Id(1))).isFalse();
    }
}
