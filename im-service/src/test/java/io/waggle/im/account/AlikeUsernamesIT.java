package io.waggle.im.account;

import io.waggle.parts.TestDatabase;
import io.waggle.service.names.Names;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the upgrade says of usernames that were there before it. */
class AlikeUsernamesIT {

    private static final List<String> USERNAMES =
            List.of("Ian", "MIKE", "tom.m-10_I", "b0b", "OLLIE", "zz9", "qwertyuiopasdfghjklzxcvbnm012345");

    @Test
    void migrate_usernamesFromBefore_haveTheFormThatTheProgramGivesThem() {
        TestDatabase.Schema schema = TestDatabase.newSchema();
        var source = new DriverManagerDataSource(schema.jdbcUrl(), schema.user(), schema.password());
        Flyway.configure().dataSource(source).target("1").load().migrate();
        JdbcClient database = JdbcClient.create(source);
        for (int i = 0; i < USERNAMES.size(); i++) {
            insert(database, 100 + i, USERNAMES.get(i));
        }
        insert(database, 1_000, "lan");

        Flyway.configure().dataSource(source).load().migrate();

        for (int i = 0; i < USERNAMES.size(); i++) {
            assertThat(formOf(database, 100 + i)).isEqualTo(Names.formOfUsername(USERNAMES.get(i)));
        }
        // It looks like Ian, who is older. Both stay.
        assertThat(formOf(database, 1_000)).isNull();
        assertThat(formOf(database, Accounts.SYSTEM.value())).isEqualTo(Names.formOfUsername("system"));
    }

    private static void insert(JdbcClient database, long uid, String username) {
        database.sql("insert into account (uid, username, nickname, created_at) values (?, ?, 'Bee', 0)")
                .params(uid, username)
                .update();
    }

    private static @Nullable Object formOf(JdbcClient database, long uid) {
        Map<String, Object> row = database.sql("select username_form from account where uid = ?")
                .param(uid)
                .query()
                .singleRow();
        return row.get("username_form");
    }
}
