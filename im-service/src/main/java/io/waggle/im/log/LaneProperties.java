package io.waggle.im.log;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * The settings of the lanes, which commit the messages.
 *
 * @param count the number of lanes, each with one thread and at most one transaction at a time; 0: one per processor, 2 to 8
 * @param batch the most messages that are committed together
 * @param gather how long a busy lane waits for more messages to commit together; 0: it does not wait
 * @param backlog the most messages that may wait in one lane; more are refused as {@code overloaded}
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
            throw new IllegalArgumentException("waggle.lanes.count and waggle.lanes.batch must be 1 or more,"
                    + " waggle.lanes.backlog at least waggle.lanes.batch, and waggle.lanes.gather not negative");
        }
    }
}
