package io.waggle.im.sweep;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows of one table that go to the database in one statement. */
final class MultiRowInsert {

    private final String into;
    private final List<Object> values = new ArrayList<>();
    private int rows;
    private int columns;

    /** @param into such as {@code account (uid, username)} */
    MultiRowInsert(String into) {
        this.into = into;
    }

    MultiRowInsert row(Object... row) {
        rows++;
        columns = row.length;
        Collections.addAll(values, row);
        return this;
    }

    void run(JdbcTemplate sql) {
        String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        sql.update(
                "insert into " + into + " values " + String.join(", ", Collections.nCopies(rows, row)),
                values.toArray());
    }
}
