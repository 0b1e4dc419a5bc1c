package io.waggle.im.relation;

import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The lists' queries, as they stand beside their mappers, read an index even for someone with thousands. */
class RelationPlansIT {

    private static final int ROWS = 5_000;
    private static final Id UID = new Id(4_000_000);
    private static final Id MIDDLE = new Id(5_002_500);

    private static final RunningService SERVICE = RunningService.shared();

    @BeforeAll
    static void fill() {
        String others =
                "from (select 5000000 + seq.n as n from (select a.d + 10 * b.d + 100 * c.d + 1000 * e.d as n from "
                        + "%1$s a, %1$s b, %1$s c, %1$s e) seq where seq.n < ".formatted(digits()) + ROWS + ") other";
        String uid = Long.toString(UID.value());
        // And some who know others, as in any table.
        String noise = others + ", (select 6000000 as m union all select 7000000 union all select 8000000) another";
        for (String friendship : List.of(uid + ", n, 1, '', false, n", "n, " + uid + ", 1, '', false, 1")) {
            insert("friendship (uid, friend_uid, created_at, tags, starred, version)", friendship, others);
        }
        insert("friendship (uid, friend_uid, created_at, tags, starred, version)", "n, m, 1, '', false, m", noise);
        insert(
                "former_friendship (uid, friend_uid, version, removed_at)",
                uid + ", n + 10000, n + 10000, 9e15",
                others);
        insert("user_block (uid, blocked_uid, created_at)", uid + ", n, 1", others);
        for (String follow : List.of(uid + ", n, 1", "n, " + uid + ", 1")) {
            insert("follow (uid, followed_uid, created_at)", follow, others);
        }
        insert("follow (uid, followed_uid, created_at)", "n, m, 1", noise);
        insert("relation (type, uid, other_uid, created_at)", "'peer', " + uid + ", n, 1", others);
        String request = "friend_request (id, from_uid, to_uid, greeting, state, created_at, expires_at)";
        // One may have asked 200 oneself, and been asked by any number.
        insert(request, "n, " + uid + ", n, '', 'PENDING', 1, 9e15", others + " where n < 5000200");
        insert(request, "n + 10000, n, " + uid + ", '', 'PENDING', 1, 9e15", others);
        insert(request, "n + m, n, m, '', 'PENDING', 1, 9e15", noise);
        SERVICE.sql()
                .sql("analyze table friendship, former_friendship, user_block, follow, relation, friend_request")
                .query()
                .listOfRows();
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                arguments("friend.FriendMapper", "findAll", List.of("PRIMARY")),
                arguments("friend.FriendMapper", "findChanged", List.of("friendship_version")),
                arguments("friend.FriendMapper", "findTombstones", List.of("former_friendship_version")),
                arguments("friend.FriendMapper", "findOwners", List.of("friendship_friend_uid")),
                arguments("friend.FriendMapper", "findTombstonesBefore", List.of("former_friendship_removed_at")),
                arguments("block.BlockMapper", "findAll", List.of("PRIMARY")),
                arguments("follow.FollowMapper", "findFollowed", List.of("PRIMARY")),
                arguments("follow.FollowMapper", "findFollowers", List.of("follow_followed_uid")),
                arguments("customrelation.CustomRelationMapper", "findAll", List.of("PRIMARY")),
                arguments("friend.FriendRequestMapper", "countPendingFrom", List.of("friend_request_from_uid")),
                arguments("friend.FriendRequestMapper", "findExpired", List.of("friend_request_state")),
                arguments(
                        "friend.FriendRequestMapper",
                        "findPendingOf",
                        List.of("friend_request_to_uid", "friend_request_from_uid")));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void list_ofThousands_readsItsIndex(String mapper, String query, List<String> keys) throws SQLException {
        assertThat(keysOf("io.waggle.im." + mapper + "." + query)).containsExactlyElementsOf(keys);
    }

    /** The keys that the statement's plan names; a table that is read without one stands there as none. */
    private static List<String> keysOf(String statement) throws SQLException {
        Configuration configuration = SERVICE.bean(SqlSessionFactory.class).getConfiguration();
        MappedStatement mapped = configuration.getMappedStatement(statement);
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "uid", UID, "afterUid", MIDDLE, "before", new Id(MIDDLE.value() + 10_000), "now", 1L, "limit", 51));
        parameters.putAll(Map.of("after", MIDDLE.value(), "removedAt", 1L, "type", "peer"));
        BoundSql bound = mapped.getBoundSql(parameters);
        try (Connection connection = SERVICE.bean(DataSource.class).getConnection();
                PreparedStatement explain = connection.prepareStatement("explain " + bound.getSql())) {
            configuration.newParameterHandler(mapped, parameters, bound).setParameters(explain);
            return keys(explain.executeQuery());
        }
    }

    private static List<String> keys(ResultSet plan) throws SQLException {
        Stream.Builder<String> keys = Stream.builder();
        while (plan.next()) {
            boolean merging = String.valueOf(plan.getString("table")).startsWith("<union");
            if (!merging) {
                keys.add(String.valueOf(plan.getString("key")));
            }
        }
        return keys.build().toList();
    }

    private static String digits() {
        return "(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4 union all"
                + " select 5 union all select 6 union all select 7 union all select 8 union all select 9)";
    }

    private static void insert(String into, String values, String from) {
        SERVICE.sql()
                .sql("insert into " + into + " select " + values + " " + from)
                .update();
    }
}
