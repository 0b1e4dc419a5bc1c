package io.waggle.im.delivery;

import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.sql.DataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is asked for at every connect and acknowledgement goes by keys, and costs what it is about. */
class DeliveryPlanIT {

    private static final int CONVERSATIONS = 2_000;
    private static final Id UID = new Id(4_100_000);
    private static final Id DID = new Id(4_100_001);
    private static final RunningService SERVICE = RunningService.shared();

    @BeforeAll
    static void fill() {
        String numbers = "(select a.d + 10 * b.d + 100 * c.d + 1000 * e.d as n from %1$s a, %1$s b, %1$s c, %1$s e) seq"
                .formatted("(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4"
                        + " union all select 5 union all select 6 union all select 7 union all select 8 union all"
                        + " select 9)");
        insert(
                "conversation_head (conversation_id, last_seq, last_ordinal, preview_seq, last_at)",
                "n + 9000000, 1000000, 1, 1000000, n",
                numbers);
        for (long uid : new long[] {UID.value(), UID.value() + 7, UID.value() + 8}) {
            insert(
                    "member (conversation_id, uid, role, joined_seq, read_seq, joined_at)",
                    "n + 9000000, " + uid + ", 'MEMBER', 0, 0, 1",
                    numbers + " where n < " + CONVERSATIONS);
        }
        insert(
                "delivery (did, conversation_id, acked_seq)",
                DID.value() + ", n + 9000000, case when n < 3 then 999999 else 1000000 end",
                numbers + " where n < " + CONVERSATIONS);
        insert(
                "entry (conversation_id, seq, ordinal, sender_uid, sender_did, client_id, kind, content, created_at)",
                "9000000, n + 1, n + 1, 1, " + DID.value() + ", unhex(lpad(hex(n), 32, '0')), 'MESSAGE', '', 1",
                numbers);
        SERVICE.sql()
                .sql("analyze table conversation_head, member, delivery, entry")
                .query()
                .listOfRows();
    }

    @Test
    void findBehind_thousandsOfConversations_answersThoseThatAreBehind() {
        assertThat(SERVICE.bean(DeliveryMapper.class).findBehind(UID, DID, 10))
                .extracting(BehindRow::conversationId)
                .containsExactly(new Id(9_000_002), new Id(9_000_001), new Id(9_000_000));
    }

    @Test
    void findBehind_plan_isOneRangeAndKeys() throws SQLException {
        List<String> plan =
                plan(DeliveryMapper.class.getName() + ".findBehind", Map.of("uid", UID, "did", DID, "limit", 10));

        assertThat(plan)
                .containsExactlyInAnyOrder(
                        "member ref PRIMARY", "conversation_head eq_ref PRIMARY", "delivery eq_ref PRIMARY");
    }

    @Test
    void findReached_plan_isKeys() throws SQLException {
        List<CursorRow> cursors = LongStream.range(0, 1_000)
                .mapToObj(n -> new CursorRow(DID, new Id(9_000_000 + n), 1_000_000))
                .toList();

        List<String> plan = plan(DeliveryMapper.class.getName() + ".findReached", Map.of("cursors", cursors));

        assertThat(plan)
                .filteredOn(step -> !step.startsWith("<") && !step.startsWith("null"))
                .containsExactlyInAnyOrder(
                        "delivery eq_ref PRIMARY",
                        "device eq_ref PRIMARY",
                        "member eq_ref PRIMARY",
                        "other ref device_uid",
                        "further eq_ref PRIMARY");
    }

    @Test
    void findReceived_plan_isOneRange() throws SQLException {
        List<EntryRange> ranges = List.of(new EntryRange(new Id(9_000_000), 9_990, 10_000));

        List<String> plan =
                plan(DeliveryMapper.class.getName() + ".findReceived", Map.of("did", DID, "ranges", ranges));

        assertThat(plan).containsExactly("entry range PRIMARY");
    }

    @Test
    void findReceived_thousandRanges_works() {
        List<EntryRange> ranges = LongStream.range(0, 1_000)
                .mapToObj(n -> new EntryRange(new Id(9_000_000 + n), 9_990, 10_000))
                .toList();

        DeliveryMapper mapper = SERVICE.bean(DeliveryMapper.class);

        assertThat(mapper.findReceived(DID, ranges)).isEmpty();
        assertThat(mapper.findReceived(new Id(DID.value() + 1), ranges)).containsExactly(new Id(9_000_000));
    }

    private static List<String> plan(String statement, Map<String, Object> parameters) throws SQLException {
        Configuration configuration = SERVICE.bean(SqlSessionFactory.class).getConfiguration();
        MappedStatement mapped = configuration.getMappedStatement(statement);
        BoundSql bound = mapped.getBoundSql(parameters);
        try (Connection connection = SERVICE.bean(DataSource.class).getConnection();
                PreparedStatement explain = connection.prepareStatement("explain " + bound.getSql())) {
            configuration.newParameterHandler(mapped, parameters, bound).setParameters(explain);
            ResultSet rows = explain.executeQuery();
            List<String> plan = new ArrayList<>();
            while (rows.next()) {
                plan.add(rows.getString("table") + " " + rows.getString("type") + " " + rows.getString("key"));
            }
            return plan;
        }
    }

    private static void insert(String into, String values, String from) {
        SERVICE.sql()
                .sql("insert into " + into + " select " + values + " from " + from)
                .update();
    }
}
