package io.waggle.im.database;

import io.waggle.im.HttpCalls;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.NoSchedules;
import io.waggle.im.RunningService;
import io.waggle.kit.CannotStart;
import io.waggle.parts.TestDatabase;
import io.waggle.protocol.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DatabaseClaimIT {

    private static final String NAME = "concat('waggle-im-', md5(database()))";

    private final TestDatabase.Schema schema = TestDatabase.newSchema();
    private final RunningService service = RunningService.start(properties());
    private final DatabaseClaim claim = service.bean(DatabaseClaim.class);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void start_anotherServiceUsesTheDatabase_isRefused() {
        assertThatThrownBy(() -> RunningService.start(properties()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("another im-service uses this database")
                .hasMessageContaining("WAGGLE_DB_URL");
    }

    @Test
    void start_theOtherServiceHasStopped_works() {
        service.close();

        try (RunningService next = RunningService.start(properties())) {
            assertThat(next.bean(DatabaseClaim.class).isHeld()).isTrue();
        }
    }

    @Test
    void renew_connectionHasEnded_locksAgain() {
        long before = holder();
        endConnection(before);

        claim.renew();

        assertThat(claim.isHeld()).isTrue();
        assertThat(holder()).isNotEqualTo(before);
    }

    @Test
    void renew_anotherServiceHasTheLock_messagesAreRefusedUntilItIsFree() throws SQLException {
        HttpCalls http = service.http();
        User alice = http.newUser();
        User bob = http.newUser();
        http.befriend(alice, bob);
        String message = "{\"to\":{\"u\":\"%s\"},\"text\":\"hi\"}".formatted(bob.uid());
        try (Connection other = DriverManager.getConnection(schema.jdbcUrl(), schema.user(), schema.password());
                Statement statement = other.createStatement()) {
            endConnection(holder());
            statement.execute("select get_lock(" + NAME + ", 60)");

            claim.renew();

            assertThat(claim.isHeld()).isFalse();
            http.as(alice, "POST", "/v1/messages", message).expectProblem(ErrorCode.UNAVAILABLE);
        }

        claim.renew();

        http.as(alice, "POST", "/v1/messages", message).expect(201);
    }

    /** The connection that holds the lock. */
    private long holder() {
        return service.sql()
                .sql("select is_used_lock(" + NAME + ")")
                .query(Long.class)
                .single();
    }

    private void endConnection(long id) {
        service.sql().sql("kill " + id).update();
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(NoSchedules.properties());
        properties.put("waggle.db.url", schema.jdbcUrl());
        properties.put("waggle.db.user", schema.user());
        properties.put("waggle.db.password", schema.password());
        return properties;
    }
}
