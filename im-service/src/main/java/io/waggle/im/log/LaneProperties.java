package io.waggle.im.log;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How messages are committed.
 *
 * @param count lanes, each a thread and at most one transaction at a time; 0: one per processor, 2 to 8
 * @param batch messages committed together at most
 * @param gather how long a lane that is in use waits for more to commit together; 0: it does not wait
 * @param backlog messages that may wait in one lane; more are refused as {@code overloaded}
 */
@ConfigurationProperties("waggle.lanes")
record LaneProperties(
        @DefaultValue("0") int count,
        @DefaultValue("500") int batch,
        @DefaultValue("2ms") Duration gather,
        @DefaultValue("20000") int backlog) {

    private static final int FEWEST = 2;
    private static final int MOST = 8;

    LaneProperties {
        if (count == 0) {
            count = Math.clamp(Runtime.getRuntime().availableProcessors(), FEWEST, MOST);
        }
        if (count < 1 || batch < 1 || backlog < batch || gather.isNegative()) {
            throw new IllegalArgumentException("waggle.lanes: count and batch must be at least 1, backlog at least"
                    + " batch, and gather not negative");
        }
    }
}
