package io.waggle.im.message;

import io.waggle.im.RunningService;
import io.waggle.im.conversation.Membership;
import io.waggle.kit.identity.Ids;
import io.waggle.protocol.Id;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Two users for every case, in the database as the case says; all who share a group share the same one. */
final class PeopleOfCases {

    /** The two of a case. */
    record Pair(Id sender, Id recipient) {}

    private final RunningService service;
    private final Map<Case, Pair> pairs = new LinkedHashMap<>();

    /** @param gid a group that is there */
    PeopleOfCases(RunningService service, List<Case> cases, Id gid) {
        this.service = service;
        Ids ids = service.bean(Ids.class);
        cases.forEach(row -> pairs.put(row, new Pair(ids.next(), ids.next())));
        insertAccounts();
        insertTies();
        List<Id> members = pairs.entrySet().stream()
                .filter(entry -> entry.getKey().group())
                .flatMap(entry ->
                        Stream.of(entry.getValue().sender(), entry.getValue().recipient()))
                .toList();
        service.bean(Membership.class).add(gid, members, false);
    }

    void forEach(BiConsumer<Case, Pair> action) {
        pairs.forEach(action);
    }

    private void insertAccounts() {
        List<String> rows = new ArrayList<>();
        pairs.forEach((row, pair) -> {
            String audience = row.audience() == Case.Audience.DEFAULT ? "null" : "'" + row.audience() + "'";
            rows.add(account(pair.sender(), row.sender(), "null"));
            rows.add(account(pair.recipient(), row.recipient(), audience));
        });
        insert("account (uid, username, nickname, standing, message_by, created_at)", rows);
    }

    private void insertTies() {
        List<String> friendships = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        pairs.forEach((row, pair) -> {
            String there = pair.sender().value() + ", " + pair.recipient().value();
            String back = pair.recipient().value() + ", " + pair.sender().value();
            add(friendships, row.senderCounts(), "(" + there + ", 1, '', false, 1)");
            add(friendships, row.recipientCounts(), "(" + back + ", 1, '', false, 1)");
            add(blocks, row.senderBlocks(), "(" + there + ", 1)");
            add(blocks, row.recipientBlocks(), "(" + back + ", 1)");
        });
        insert("friendship (uid, friend_uid, created_at, tags, starred, version)", friendships);
        insert("user_block (uid, blocked_uid, created_at)", blocks);
    }

    private static String account(Id uid, Case.Standing standing, String audience) {
        return "(%d, 'u%s', 'someone', '%s', %s, 1)".formatted(uid.value(), uid, standing, audience);
    }

    private static void add(List<String> rows, boolean wanted, String row) {
        if (wanted) {
            rows.add(row);
        }
    }

    private void insert(String into, List<String> rows) {
        service.sql()
                .sql("insert into " + into + " values " + String.join(",", rows))
                .update();
    }
}
