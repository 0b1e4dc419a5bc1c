package io.waggle.im.http;

import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Refused;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HealthControllerTest {

    @Test
    void health_databaseRefuses_unavailable() {
        assertUnavailable(new Broken() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("gone");
            }
        });
    }

    @Test
    void health_databaseHangs_unavailableInTime() {
        CountDownLatch never = new CountDownLatch(1);
        assertUnavailable(new Broken() {
            @Override
            public Connection getConnection() throws SQLException {
                try {
                    never.await();
                } catch (InterruptedException cancelled) {
                    Thread.currentThread().interrupt();
                }
                throw new SQLException("cancelled");
            }
        });
    }

    private static void assertUnavailable(Broken database) {
        assertThatThrownBy(() -> new HealthController(database).health())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private abstract static class Broken extends AbstractDataSource {
        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
