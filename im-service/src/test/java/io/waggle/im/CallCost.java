package io.waggle.im;

import com.sun.management.OperatingSystemMXBean;
import io.waggle.im.HttpCalls.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Tells what calls cost; nothing is asserted, since machines differ. */
public final class CallCost {

    private static final Logger log = LoggerFactory.getLogger(CallCost.class);
    private static final int CALLS = 50;
    /** Few, so that the build is quick; {@code docs/performance.md} is measured with 400. */
    private static final int WARM_UP = Integer.getInteger("waggle.cost.warm-up", CALLS);

    private final HttpCalls http;
    private final User user;

    public CallCost(RunningService service, User user) {
        this.http = service.http();
        this.user = user;
    }

    public void tell(String what, String path) {
        for (int i = 0; i < WARM_UP; i++) {
            http.as(user, "GET", path).expect(200);
        }
        long service = serviceCpu();
        long database = databaseCpu();
        for (int i = 0; i < CALLS; i++) {
            http.as(user, "GET", path).expect(200);
        }
        log.info(
                "{}: {} ms of CPU, its client included, and {} ms of the database's, on the average of {} calls",
                what,
                (serviceCpu() - service) / (CALLS * 1e6),
                (databaseCpu() - database) / (CALLS * 1e6),
                CALLS);
    }

    private static long serviceCpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Of the embedded database; 0 where the database is somewhere else. */
    private static long databaseCpu() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("mariadbd"))
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }
}
