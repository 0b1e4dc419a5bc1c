package io.waggle.kit.identity;

import com.google.protobuf.ByteString;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.MappedTypes;
import org.jspecify.annotations.Nullable;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Stores immutable bytes as a binary or a blob. */
@MappedTypes(ByteString.class)
public final class ByteStringTypeHandler extends BaseTypeHandler<ByteString> {

    @Override
    public void setNonNullParameter(PreparedStatement statement, int index, ByteString bytes, @Nullable JdbcType type)
            throws SQLException {
        statement.setBytes(index, bytes.toByteArray());
    }

    @Override
    public @Nullable ByteString getNullableResult(ResultSet row, String column) throws SQLException {
        return wrap(row.getBytes(column));
    }

    @Override
    public @Nullable ByteString getNullableResult(ResultSet row, int column) throws SQLException {
        return wrap(row.getBytes(column));
    }

    @Override
    public @Nullable ByteString getNullableResult(CallableStatement call, int column) throws SQLException {
        return wrap(call.getBytes(column));
    }

    private static @Nullable ByteString wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteString.copyFrom(bytes);
    }
}
