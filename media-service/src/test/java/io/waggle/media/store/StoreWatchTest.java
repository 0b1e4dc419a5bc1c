package io.waggle.media.store;

import io.waggle.parts.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A bucket that somebody opens to all while the service runs. */
class StoreWatchTest {

    private final RecordingStore store = new RecordingStore();
    private final SettableClock clock = new SettableClock();
    private final StoreWatch watch = new StoreWatch(BucketSetupTest.setup(store, null), clock);

    @AfterEach
    void close() {
        watch.close();
        store.close();
    }

    @Test
    void check_bucketHasBecomePublic_storeIsNotUsed() {
        watch.afterSingletonsInstantiated();
        store.open();

        clock.advance(StoreWatch.PRIVACY_CHECK);
        watch.check();

        assertThat(watch.isThere()).isFalse();
        assertThatThrownBy(watch::require).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void check_bucketIsStillPrivate_storeIsUsed() {
        watch.afterSingletonsInstantiated();

        clock.advance(StoreWatch.PRIVACY_CHECK);
        watch.check();

        assertThat(watch.isThere()).isTrue();
    }
}
