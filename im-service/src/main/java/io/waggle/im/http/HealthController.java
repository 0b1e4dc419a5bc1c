package io.waggle.im.http;

import io.swagger.v3.oas.annotations.Operation;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import io.waggle.service.http.Open;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** Tells whoever balances the load whether this service can serve: that is, whether it reaches its database. */
@RestController
class HealthController {

    private static final int PATIENCE_SECONDS = 2;

    private final DataSource database;

    HealthController(DataSource database) {
        this.database = database;
    }

    record Health(String status) {}

    @Open
    @Operation(summary = "Whether the service can serve", tags = "health")
    @GetMapping("/healthz")
    Health health() throws InterruptedException {
        if (!databaseAnswers()) {
            throw new Refused(ErrorCode.UNAVAILABLE, "the database does not answer");
        }
        return new Health("up");
    }

    /** On a thread of its own: the pool itself may make it wait longer than whoever asks has patience. */
    private boolean databaseAnswers() throws InterruptedException {
        FutureTask<Boolean> ping = new FutureTask<>(this::ping);
        Thread.ofVirtual().name("health").start(ping);
        try {
            return ping.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException noAnswer) {
            ping.cancel(true);
            return false;
        }
    }

    private boolean ping() throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        }
    }
}
