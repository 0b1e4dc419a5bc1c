package io.waggle.system.history;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Change;
import io.waggle.protocol.v1.Content;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the data that the checker needs from Waggle's database. */
public final class StoreReader {

    private final Connection connection;

    public StoreReader(Connection connection) {
        this.connection = connection;
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Store read() throws SQLException {
        Map<String, List<Store.Entry>> byConversation = new HashMap<>();
        for (Store.Entry entry : entries()) {
            byConversation
                    .computeIfAbsent(entry.conversation(), id -> new ArrayList<>())
                    .add(entry);
        }
        Map<String, Long> heads = pairs("select conversation_id, last_seq from conversation_head");
        Map<String, Long> devices = pairs("select did, created_at from device");
        return new Store(
                byConversation,
                heads,
                members(),
                cursors(),
                devices,
                places("select conversation_id, seq from amendment where recalled_at is not null"),
                places("select conversation_id, seq from pin"),
                reactions());
    }

    /** Returns the devices' delivery cursors. */
    public List<Event.StoredCursor> cursors() throws SQLException {
        return query(
                "select did, conversation_id, acked_seq from delivery",
                row -> new Event.StoredCursor(System.currentTimeMillis(), id(row, 1), id(row, 2), row.getLong(3)));
    }

    /** Returns the users' read cursors. */
    public List<Event.StoredRead> reads() throws SQLException {
        long asked = System.currentTimeMillis();
        return query(
                "select uid, conversation_id, read_seq from member",
                row -> new Event.StoredRead(System.currentTimeMillis(), asked, id(row, 1), id(row, 2), row.getLong(3)));
    }

    private List<Store.Entry> entries() throws SQLException {
        return query("""
                select entry.conversation_id, entry.seq, entry.sender_uid, sender_did, client_id, created_at, kind, content,
                  case when recalled_at is null then coalesce(expiry.expires_at, 0) else 0 end
                from entry
                left join amendment on amendment.conversation_id = entry.conversation_id and amendment.seq = entry.seq
                left join expiry on expiry.conversation_id = entry.conversation_id and expiry.seq = entry.seq
                order by entry.conversation_id, entry.seq
                """, StoreReader::entry);
    }

    private List<Store.Member> members() throws SQLException {
        return query(
                "select conversation_id, uid, greatest(joined_seq, cleared_seq), read_seq from member",
                row -> new Store.Member(id(row, 1), id(row, 2), row.getLong(3), row.getLong(4)));
    }

    private List<Store.Reaction> reactions() throws SQLException {
        return query(
                "select conversation_id, seq, uid, emoji from reaction",
                row -> new Store.Reaction(place(row), id(row, 3), row.getString(4)));
    }

    private Set<Store.Place> places(String sql) throws SQLException {
        return Set.copyOf(query(sql, StoreReader::place));
    }

    private static Store.Place place(ResultSet row) throws SQLException {
        return new Store.Place(id(row, 1), row.getLong(2));
    }

    private static Store.Entry entry(ResultSet row) throws SQLException {
        String sender = id(row, 3);
        Content content = content(row.getBytes(8));
        Change change = content.getChange();
        return new Store.Entry(
                id(row, 1),
                row.getLong(2),
                sender,
                id(row, 4),
                uuid(row.getBytes(5)),
                row.getLong(6),
                "SAID".equals(row.getString(7)),
                row.getLong(9),
                change.hasCreated(),
                in(change, sender),
                out(change, sender),
                change.hasDissolved(),
                records(content));
    }

    private static Store.Recorded records(Content content) {
        return switch (content.getKindCase()) {
            case RECALL ->
                new Store.Recorded(Event.Operation.RECALL, content.getRecall().getSeq());
            case EDIT ->
                new Store.Recorded(Event.Operation.EDIT, content.getEdit().getSeq());
            case PIN ->
                new Store.Recorded(
                        content.getPin().getRemoved() ? Event.Operation.UNPIN : Event.Operation.PIN,
                        content.getPin().getSeq());
            default -> Store.Recorded.NONE;
        };
    }

    private static Set<String> in(Change change, String sender) {
        return switch (change.getWhatCase()) {
            case CREATED, JOINED -> Set.of(sender);
            case ADDED -> ids(change.getAdded().getUidsList());
            default -> Set.of();
        };
    }

    private static Set<String> out(Change change, String sender) {
        return switch (change.getWhatCase()) {
            case LEFT -> Set.of(sender);
            case REMOVED -> ids(change.getRemoved().getUidsList());
            default -> Set.of();
        };
    }

    private static Set<String> ids(Collection<Long> values) {
        return values.stream().map(value -> new Id(value).toString()).collect(Collectors.toSet());
    }

    private static Content content(byte[] bytes) {
        try {
            return Content.parseFrom(bytes);
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalStateException("the stored content is not a valid Content message", malformed);
        }
    }

    private Map<String, Long> pairs(String sql) throws SQLException {
        Map<String, Long> pairs = new HashMap<>();
        query(sql, row -> Map.entry(id(row, 1), row.getLong(2)))
                .forEach(pair -> pairs.put(pair.getKey(), pair.getValue()));
        return pairs;
    }

    private <T> List<T> query(String sql, Row<T> reader) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(reader.read(rows));
            }
        }
        return all;
    }

    private static String id(ResultSet row, int column) throws SQLException {
        return new Id(row.getLong(column)).toString();
    }

    private static String uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong()).toString();
    }
}
