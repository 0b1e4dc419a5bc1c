package io.waggle.im;

import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** How the database goes about a mapper's statement, as it is in its XML. */
public final class QueryPlan {

    private QueryPlan() {}

    /** Each table that is read and the index by which, such as {@code member PRIMARY}; {@code null} for one that is read whole. */
    public static List<String> of(RunningService service, String statement, Map<String, Object> parameters) {
        Configuration configuration = service.bean(SqlSessionFactory.class).getConfiguration();
        MappedStatement mapped = configuration.getMappedStatement(statement);
        BoundSql sql = mapped.getBoundSql(parameters);
        try (Connection connection = service.bean(DataSource.class).getConnection();
                PreparedStatement explain = connection.prepareStatement("explain " + sql.getSql())) {
            configuration.newParameterHandler(mapped, parameters, sql).setParameters(explain);
            return steps(explain.executeQuery());
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }

    /** Runs the statement on the connection of the present transaction, and counts the rows that it finds. */
    public static int rows(RunningService service, String statement, Map<String, Object> parameters) {
        Configuration configuration = service.bean(SqlSessionFactory.class).getConfiguration();
        MappedStatement mapped = configuration.getMappedStatement(statement);
        BoundSql sql = mapped.getBoundSql(parameters);
        Connection connection = DataSourceUtils.getConnection(service.bean(DataSource.class));
        try (PreparedStatement select = connection.prepareStatement(sql.getSql())) {
            configuration.newParameterHandler(mapped, parameters, sql).setParameters(select);
            ResultSet found = select.executeQuery();
            int rows = 0;
            while (found.next()) {
                rows++;
            }
            return rows;
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }

    private static List<String> steps(ResultSet rows) throws SQLException {
        List<String> steps = new ArrayList<>();
        while (rows.next()) {
            steps.add(rows.getString("table") + " " + rows.getString("key"));
        }
        return steps;
    }
}
