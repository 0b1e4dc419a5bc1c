package io.waggle.im.log;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.v1.Content;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.apache.ibatis.type.MappedTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Stores an entry's content as a blob: the protobuf as it was received, including unknown fields. */
@MappedTypes(Content.class)
public final class ContentTypeHandler extends BaseTypeHandler<Content> {

    private static final Logger log = LoggerFactory.getLogger(ContentTypeHandler.class);

    @Override
    public void setNonNullParameter(PreparedStatement statement, int index, Content content, @Nullable JdbcType type)
            throws SQLException {
        statement.setBytes(index, content.toByteArray());
    }

    @Override
    public @Nullable Content getNullableResult(ResultSet results, String column) throws SQLException {
        return toContent(results.getBytes(column));
    }

    @Override
    public @Nullable Content getNullableResult(ResultSet results, int column) throws SQLException {
        return toContent(results.getBytes(column));
    }

    @Override
    public @Nullable Content getNullableResult(CallableStatement statement, int column) throws SQLException {
        return toContent(statement.getBytes(column));
    }

    /** Shows a damaged entry as empty, so that the other entries of a page can still be read. */
    private static @Nullable Content toContent(byte @Nullable [] bytes) {
        try {
            return bytes == null ? null : Content.parseFrom(bytes);
        } catch (InvalidProtocolBufferException damaged) {
            log.error("The content of a stored entry is malformed; the entry is shown empty", damaged);
            return Content.getDefaultInstance();
        }
    }
}
