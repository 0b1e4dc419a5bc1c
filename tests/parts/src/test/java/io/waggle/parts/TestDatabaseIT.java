package io.waggle.parts;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import static org.assertj.core.api.Assertions.assertThat;

class TestDatabaseIT {

    @Test
    void newSchema_twice_createsSeparateDatabases() throws SQLException {
        TestDatabase.Schema one = TestDatabase.newSchema();
        TestDatabase.Schema other = TestDatabase.newSchema();
        assertThat(one.name()).isNotEqualTo(other.name());
        // If both were one database, the second table of the same name would fail.
        for (TestDatabase.Schema schema : new TestDatabase.Schema[] {one, other}) {
            try (Connection connection =
                            DriverManager.getConnection(schema.jdbcUrl(), schema.user(), schema.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("create table same_name (id bigint primary key)");
                assertThat(connection.getCatalog()).isEqualTo(schema.name());
            }
        }
    }
}
