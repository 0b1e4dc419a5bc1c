package io.waggle.im.log;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.v1.Reactions;
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

/** Stores the counts of a message's reactions as a blob. */
@MappedTypes(Reactions.class)
public final class ReactionsTypeHandler extends BaseTypeHandler<Reactions> {

    private static final Logger log = LoggerFactory.getLogger(ReactionsTypeHandler.class);

    @Override
    public void setNonNullParameter(
            PreparedStatement statement, int index, Reactions reactions, @Nullable JdbcType type) throws SQLException {
        statement.setBytes(index, reactions.toByteArray());
    }

    @Override
    public @Nullable Reactions getNullableResult(ResultSet results, String column) throws SQLException {
        return toReactions(results.getBytes(column));
    }

    @Override
    public @Nullable Reactions getNullableResult(ResultSet results, int column) throws SQLException {
        return toReactions(results.getBytes(column));
    }

    @Override
    public @Nullable Reactions getNullableResult(CallableStatement statement, int column) throws SQLException {
        return toReactions(statement.getBytes(column));
    }

    /** Shows a message with damaged reactions without them, so that the other entries of a page can still be read. */
    private static @Nullable Reactions toReactions(byte @Nullable [] bytes) {
        try {
            return bytes == null ? null : Reactions.parseFrom(bytes);
        } catch (InvalidProtocolBufferException damaged) {
            log.error("The stored reactions of a message are malformed; the message is shown without them", damaged);
            return Reactions.getDefaultInstance();
        }
    }
}
