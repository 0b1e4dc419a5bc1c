package io.waggle.kit.health;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

class DatabasePingTest {

    @Test
    void getAsBoolean_databaseRefuses_false() {
        assertThat(new DatabasePing(new Broken() {
                            @Override
                            public Connection getConnection() throws SQLException {
                                throw new SQLException("gone");
                            }
                        })
                        .getAsBoolean())
                .isFalse();
    }

    @Test
    void getAsBoolean_databaseHangs_falseInTime() {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(new DatabasePing(new Broken() {
                            @Override
                            public Connection getConnection() throws SQLException {
                                try {
                                    never.await();
                                } catch (InterruptedException cancelled) {
                                    Thread.currentThread().interrupt();
                                }
                                throw new SQLException("cancelled");
                            }
                        })
                        .getAsBoolean())
                .isFalse();
    }

    private abstract static class Broken extends AbstractDataSource {
        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
