package io.waggle.kit.identity;

import io.waggle.protocol.Id;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.MappedTypes;
import org.jspecify.annotations.Nullable;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Stores an id as a bigint. */
@MappedTypes(Id.class)
public final class IdTypeHandler extends BaseTypeHandler<Id> {

    @Override
    public void setNonNullParameter(PreparedStatement statement, int index, Id id, @Nullable JdbcType type)
            throws SQLException {
        statement.setLong(index, id.value());
    }

    @Override
    public @Nullable Id getNullableResult(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : new Id(value);
    }

    @Override
    public @Nullable Id getNullableResult(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : new Id(value);
    }

    @Override
    public @Nullable Id getNullableResult(CallableStatement call, int column) throws SQLException {
        long value = call.getLong(column);
        return call.wasNull() ? null : new Id(value);
    }
}
