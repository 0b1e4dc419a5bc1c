package io.waggle.im.sweep;

import io.waggle.protocol.v1.Content;
import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.ByteBuffer;
import java.util.Map;

/** The rows that a world is made of. */
final class SweptWorldRows {

    private static final long LATER = Long.MAX_VALUE / 2;
    private static final long NEXT_CENTURY = 4_102_444_800_000L;
    private static final String[] USERS = {
        "self", "friend", "stranger", "member", "admin", "owner", "administrator", "asker", "shy", "hidden"
    };
    private static final Map<String, String> FINDABLE_BY = Map.of("shy", "FRIENDS", "hidden", "NOBODY");

    private final SweptWorld world;
    private final JdbcTemplate sql;
    private final String passwordHash;

    SweptWorldRows(SweptWorld world, JdbcTemplate sql, String passwordHash) {
        this.world = world;
        this.sql = sql;
        this.passwordHash = passwordHash;
    }

    void insertAll() {
        insertUsers();
        insertFriends();
        insertPairs();
        insertGroups();
        insertWaysIn();
        insertBusiness();
    }

    private void insertUsers() {
        MultiRowInsert accounts = new MultiRowInsert("account (uid, username, password_hash, nickname, role, find_by,"
                + " add_by, message_by, app, created_at)");
        MultiRowInsert devices = new MultiRowInsert(
                "device (did, uid, name, platform, kind, secret_hash, created_at, used_at, expires_at)");
        for (String user : USERS) {
            long uid = world.id(user);
            accounts.row(
                    uid,
                    world.username(user),
                    passwordHash,
                    user,
                    user.equals("administrator") ? "ADMIN" : "USER",
                    FINDABLE_BY.getOrDefault(user, "EVERYONE"),
                    user.equals("hidden") ? "NOBODY" : "EVERYONE",
                    user.equals("hidden") ? "NOBODY" : null,
                    user.equals("self") ? SweptKeys.APP : null,
                    0);
            devices.row(world.id(user + "Did"), uid, "d", "OTHER", "LOGIN", null, 0, 0, LATER);
        }
        devices.row(world.id("sensor"), world.id("self"), "d", "IOT", "PROVISIONED", new byte[32], 0, 0, null);
        devices.row(world.id("hiddenSensor"), world.id("hidden"), "d", "IOT", "PROVISIONED", new byte[32], 0, 0, null);
        accounts.run(sql);
        devices.run(sql);
    }

    private void insertFriends() {
        MultiRowInsert states = new MultiRowInsert(
                "relation_state (uid, version, swept_version, friends, following, followers, closed)");
        states.row(world.id("self"), 1, 0, 1, 0, 0, false);
        states.row(world.id("friend"), 2, 0, 2, 0, 0, false);
        states.row(world.id("shy"), 1, 0, 1, 0, 0, false).run(sql);
        MultiRowInsert friendships =
                new MultiRowInsert("friendship (uid, friend_uid, created_at, tags, starred, version)");
        friendships.row(world.id("self"), world.id("friend"), 0, "", false, 1);
        friendships.row(world.id("friend"), world.id("self"), 0, "", false, 1);
        friendships.row(world.id("friend"), world.id("shy"), 0, "", false, 2);
        friendships.row(world.id("shy"), world.id("friend"), 0, "", false, 1).run(sql);
        MultiRowInsert requests = new MultiRowInsert(
                "friend_request (id, from_uid, to_uid, greeting, state, created_at, expires_at, pending_pair)");
        for (String[] request : new String[][] {{"request", "self"}, {"hiddenRequest", "hidden"}}) {
            long from = world.id("asker");
            long to = world.id(request[1]);
            requests.row(world.id(request[0]), from, to, "", "PENDING", 0, LATER, pair(from, to));
        }
        requests.run(sql);
    }

    private static byte[] pair(long one, long other) {
        return ByteBuffer.allocate(16)
                .putLong(Math.min(one, other))
                .putLong(Math.max(one, other))
                .array();
    }

    private void insertPairs() {
        insertPair("pair", "self", "friend");
        insertPair("hiddenPair", "hidden", "asker");
        MultiRowInsert scheduled = new MultiRowInsert("scheduled_message (id, uid, conversation_id, client_id, content,"
                + " send_at, state, due_at, attempts, created_at)");
        insertScheduled(scheduled, "scheduled", "self", "pair");
        insertScheduled(scheduled, "hiddenScheduled", "hidden", "hiddenPair").run(sql);
    }

    private MultiRowInsert insertScheduled(MultiRowInsert rows, String name, String user, String pair) {
        long id = world.id(name);
        byte[] text = Content.newBuilder().setText("hi").build().toByteArray();
        return rows.row(
                id, world.id(user), world.id(pair), pair(id, id), text, NEXT_CENTURY, "WAITING", NEXT_CENTURY, 0, 0);
    }

    /** One of whom has said something. */
    private void insertPair(String name, String one, String other) {
        long id = world.id(name);
        long low = Math.min(world.id(one), world.id(other));
        long high = Math.max(world.id(one), world.id(other));
        new MultiRowInsert("conversation (id, kind, low_uid, high_uid, created_at)")
                .row(id, "PAIR", low, high, 0)
                .run(sql);
        members()
                .row(id, low, "MEMBER", high, 0, 0, 0)
                .row(id, high, "MEMBER", low, 0, 0, 0)
                .run(sql);
        new MultiRowInsert("conversation_head (conversation_id, last_seq, last_ordinal, preview_seq, last_at)")
                .row(id, 1, 1, 1, 1)
                .run(sql);
        new MultiRowInsert("entry (conversation_id, seq, ordinal, sender_uid, sender_did, client_id, kind, content,"
                        + " created_at)")
                .row(id, 1, 1, low, 0, pair(id, low), "SAID", new byte[0], 1)
                .run(sql);
    }

    private void insertGroups() {
        insertGroup("gid", "INVITE", "owner", "admin", "member", "self");
        insertGroup("open", "OPEN", "asker");
        insertGroup("hiddenGid", "INVITE", "hidden", "asker");
        new MultiRowInsert("group_ban (gid, uid, banned_by, met, created_at)")
                .row(world.id("open"), world.id("self"), 0, true, 0)
                .run(sql);
    }

    /** @param users the owner first; an admin is called so */
    private void insertGroup(String name, String joinPolicy, String... users) {
        long gid = world.id(name);
        new MultiRowInsert("conversation (id, kind, created_at)")
                .row(gid, "GROUP", 0)
                .run(sql);
        new MultiRowInsert("chat_group (gid, name, owner_uid, join_policy, history, inviters, mute_all, member_count,"
                        + " dissolved, created_at)")
                .row(gid, "Bees", world.id(users[0]), joinPolicy, "JOINING", "MEMBERS", 0, users.length, 0, 0)
                .run(sql);
        MultiRowInsert members = members();
        for (String user : users) {
            String role = user.equals(users[0]) ? "OWNER" : user.equals("admin") ? "ADMIN" : "MEMBER";
            members.row(gid, world.id(user), role, null, 0, 0, 0);
        }
        members.run(sql);
    }

    private static MultiRowInsert members() {
        return new MultiRowInsert("member (conversation_id, uid, role, peer_uid, joined_seq, read_seq, joined_at)");
    }

    private void insertWaysIn() {
        MultiRowInsert invites = new MultiRowInsert("group_invite (code, gid, maker_uid, expires_at, created_at)");
        invites.row(world.newCode("code"), world.id("gid"), world.id("owner"), LATER, 0);
        invites.row(world.newCode("openCode"), world.id("open"), world.id("asker"), LATER, 0);
        invites.row(world.newCode("hiddenCode"), world.id("hiddenGid"), world.id("hidden"), 1, 0)
                .run(sql);
        MultiRowInsert requests = new MultiRowInsert("group_join_request (id, gid, uid, greeting, created_at)");
        requests.row(world.id("join"), world.id("gid"), world.id("asker"), "", 0);
        requests.row(world.id("hiddenJoin"), world.id("hiddenGid"), world.id("stranger"), "", 0)
                .run(sql);
    }

    private void insertBusiness() {
        new MultiRowInsert("api_key (id, app, name, scopes, hash, created_at)")
                .row(world.id("key"), "shop", "till", "users", new byte[32], 0)
                .run(sql);
        String type = world.newType("type");
        new MultiRowInsert("relation_type (name, inverse, messaging)")
                .row(type, type, "DEFAULT")
                .run(sql);
        new MultiRowInsert("relation (type, uid, other_uid, created_at)")
                .row(type, world.id("self"), world.id("admin"), 0)
                .row(type, world.id("admin"), world.id("self"), 0)
                .run(sql);
    }
}
