package io.waggle.im;

import org.junit.jupiter.api.Test;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service does from time to time. */
class SchedulesIT {

    private final RunningService service = RunningService.shared();

    @Test
    void tasks_asManyAsThereAre_noneWaitsForAnother() throws InterruptedException {
        int count = service.bean(ScheduledAnnotationBeanPostProcessor.class)
                .getScheduledTasks()
                .size();
        assertThat(count).isPositive();
        CountDownLatch begun = new CountDownLatch(count);
        CountDownLatch end = new CountDownLatch(1);
        Runnable task = () -> {
            begun.countDown();
            awaitQuietly(end);
        };

        List<? extends Future<?>> tasks = Stream.generate(() -> task)
                .limit(count)
                .map(each -> service.bean(TaskScheduler.class).scheduleWithFixedDelay(each, Duration.ofDays(1)))
                .toList();

        boolean all = begun.await(60, TimeUnit.SECONDS);
        tasks.forEach(each -> each.cancel(false));
        end.countDown();
        assertThat(all).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
