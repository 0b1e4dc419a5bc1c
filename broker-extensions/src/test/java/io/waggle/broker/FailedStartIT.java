package io.waggle.broker;

import io.waggle.protocol.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** An embedded broker whose extension does not start: the broker keeps running, and must refuse everybody. */
class FailedStartIT {

    private final Id uid = new Id(1);
    private final Id did = new Id(2);

    @Test
    void start_noFabric_isVisibleAndAllConnectsAreRefused(@TempDir Path folder) {
        WaggleExtension extension = new WaggleExtension();

        try (TestBroker broker = TestBroker.embedding(folder, extension);
                Device device = new Device(broker.port(), uid, did)) {
            assertThat(extension.started()).isFalse();
            assertThat(catchThrowable(() -> device.connect(new Tokens("key-1").issue(uid, did))))
                    .hasMessageContaining("NOT_AUTHORIZED");
        }
    }
}
