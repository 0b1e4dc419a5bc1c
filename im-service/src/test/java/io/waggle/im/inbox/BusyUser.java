package io.waggle.im.inbox;

import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import io.waggle.protocol.v1.Content;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A user with 5,000 pairs and 500 groups of some messages each, one of which has said 50,000 things that it never read. */
final class BusyUser {

    static final int PAIRS = 5_000;
    static final int GROUPS = 500;
    static final int IN_BUSIEST = 50_000;

    private static final int BLOCK = 1_000;
    private static final int IN_EACH = 5;
    private static final long FIRST_PEER = 1_000_000;
    private static final long FIRST_PAIR = 2_000_000;
    private static final long FIRST_GROUP = 3_000_000;
    private static final long START = System.currentTimeMillis() - 7L * 24 * 3_600_000;

    final Id busiestGroup = new Id(FIRST_GROUP + GROUPS - 1);
    private final JdbcTemplate sql;
    private final long uid;

    BusyUser(RunningService service, User user) {
        sql = service.bean(JdbcTemplate.class);
        uid = user.uid().value();
    }

    void make() {
        batch("insert into account (uid, username, nickname, created_at) values (?, ?, ?, 0)", PAIRS, i ->
                new Object[] {FIRST_PEER + i, "peer" + i, "Peer " + i});
        batch(
                "insert into conversation (id, kind, low_uid, high_uid, created_at) values (?, 'PAIR', ?, ?, 0)",
                PAIRS,
                i -> new Object[] {FIRST_PAIR + i, FIRST_PEER + i, uid});
        batch("insert into conversation (id, kind, created_at) values (?, 'GROUP', 0)", GROUPS, i ->
                new Object[] {FIRST_GROUP + i});
        for (long[] both : new long[][] {{0, 1}, {1, 0}}) {
            batch(
                    "insert into member (conversation_id, uid, role, joined_seq, read_seq, joined_at, peer_uid)"
                            + " values (?, ?, 'MEMBER', 0, ?, ?, ?)",
                    PAIRS,
                    i -> new Object[] {
                        FIRST_PAIR + i,
                        both[0] == 0 ? uid : FIRST_PEER + i,
                        i % IN_EACH,
                        START,
                        both[0] == 0 ? FIRST_PEER + i : uid
                    });
        }
        batch(
                "insert into member (conversation_id, uid, role, joined_seq, read_seq, joined_at)"
                        + " values (?, ?, 'MEMBER', 0, 0, ?)",
                GROUPS,
                i -> new Object[] {FIRST_GROUP + i, uid, START});
        say(FIRST_PAIR, PAIRS, IN_EACH);
        say(FIRST_GROUP, GROUPS, IN_EACH);
        sayMuch();
        sql.execute("analyze table member, conversation_head, message, mention, account");
    }

    /** All peers are friends, are blocked, follow and are followed; some of them ask to be friends again. */
    void relate(int many, int some) {
        for (int side = 0; side < 2; side++) {
            boolean own = side == 0;
            batch(
                    "insert into friendship (uid, friend_uid, created_at, tags, starred, version) values (?, ?, 0, '', false, ?)",
                    many,
                    i -> new Object[] {own ? uid : FIRST_PEER + i, own ? FIRST_PEER + i : uid, own ? i + 1 : 1});
            batch("insert into follow (uid, followed_uid, created_at) values (?, ?, 0)", many, i ->
                    new Object[] {own ? uid : FIRST_PEER + i, own ? FIRST_PEER + i : uid});
            batch(INSERT_CIRCLE, own ? 1 : many, i ->
                    new Object[] {own ? uid : FIRST_PEER + i, own ? many : 1, own ? many : 1, 1, 1});
        }
        batch("insert into user_block (uid, blocked_uid, created_at) values (?, ?, 0)", many, i ->
                new Object[] {uid, FIRST_PEER + i});
        batch(
                "insert into friend_request (id, from_uid, to_uid, greeting, state, created_at, expires_at, pending_pair)"
                        + " values (?, ?, ?, 'Hello', 'PENDING', 0, ?, unhex(md5(?)))",
                some,
                i -> new Object[] {FIRST_PAIR + i, FIRST_PEER + i, uid, Long.MAX_VALUE / 2, i});
        sql.execute("analyze table friendship, follow, relation_state, user_block, friend_request");
    }

    /** The busiest group is the user's own, all peers are in it, and many may not or want to. */
    void makeGroup() {
        long gid = busiestGroup.value();
        sql.update(
                "insert into chat_group (gid, name, owner_uid, join_policy, history, inviters, mute_all, member_count,"
                        + " dissolved, created_at) values (?, 'Bees', ?, 'APPROVAL', 'JOINING', 'MEMBERS', 0, ?, 0, 0)",
                gid,
                uid,
                PAIRS + 1);
        sql.update("update member set role = 'OWNER' where uid = ? and conversation_id = ?", uid, gid);
        batch(
                "insert into member (conversation_id, uid, role, joined_seq, read_seq, joined_at)"
                        + " values (?, ?, 'MEMBER', 0, 0, ?)",
                PAIRS,
                i -> new Object[] {gid, FIRST_PEER + i, START});
        batch("insert into group_ban (gid, uid, banned_by, met, created_at) values (?, ?, ?, true, 0)", PAIRS, i ->
                new Object[] {gid, FIRST_PAIR + i, uid});
        batch(
                "insert into group_join_request (id, gid, uid, greeting, created_at) values (?, ?, ?, 'Hello', 0)",
                PAIRS,
                i -> new Object[] {FIRST_PAIR + i, gid, FIRST_PAIR + i});
        sql.execute("analyze table member, group_ban, group_join_request");
    }

    private void say(long firstConversation, int conversations, int entries) {
        for (int seq = 1; seq <= entries; seq++) {
            long number = seq;
            batch(INSERT_MESSAGE, conversations, i -> message(firstConversation + i, number));
        }
        batch(INSERT_HEAD, conversations, i ->
                new Object[] {firstConversation + i, entries, entries, entries, START + i * 1_000L});
    }

    private void sayMuch() {
        long gid = busiestGroup.value();
        for (int block = IN_EACH; block < IN_BUSIEST; block += BLOCK) {
            int first = block + 1;
            batch(INSERT_MESSAGE, Math.min(BLOCK, IN_BUSIEST - block), i -> message(gid, first + i));
        }
        sql.update(
                "update conversation_head set last_seq = ?, last_ordinal = ?, preview_seq = ?, last_at = ?"
                        + " where conversation_id = ?",
                IN_BUSIEST,
                IN_BUSIEST,
                IN_BUSIEST,
                START + 10_000_000,
                gid);
    }

    private static final String INSERT_CIRCLE =
            "insert into relation_state (uid, version, swept_version, friends, following, followers, closed)"
                    + " values (?, ?, 0, ?, ?, ?, false)";

    private static final String INSERT_HEAD =
            "insert into conversation_head (conversation_id, last_seq, last_ordinal, preview_seq, last_at)"
                    + " values (?, ?, ?, ?, ?)";

    private static final String INSERT_MESSAGE = """
            insert into entry (conversation_id, seq, ordinal, sender_uid, sender_did, client_id, kind, content, created_at)
            values (?, ?, ?, ?, 0, unhex(md5(?)), 'SAID', ?, ?)""";

    /** One in ten is the user's own. */
    private Object[] message(long conversation, long seq) {
        byte[] content = Content.newBuilder()
                .setText("Message number " + seq + " of some eighty characters, as people write them to one another.")
                .build()
                .toByteArray();
        return new Object[] {
            conversation, seq, seq, seq % 10 == 0 ? uid : FIRST_PEER, conversation + "." + seq, content, START
        };
    }

    private void batch(String statement, int count, IntFunction<Object[]> row) {
        for (int from = 0; from < count; from += BLOCK) {
            List<Object[]> rows = IntStream.range(from, Math.min(count, from + BLOCK))
                    .mapToObj(row)
                    .toList();
            sql.batchUpdate(statement, rows);
        }
    }
}
