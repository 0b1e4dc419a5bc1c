package io.waggle.im.group;

import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.ParameterMapping;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** No list of a group reads more than it shows: each statement, as the mapper has it, goes through an index. */
class GroupPlansIT {

    private final RunningService service = RunningService.shared();
    private final GroupCalls groups = new GroupCalls(service);
    private final User alice = service.http().newUser();
    private final Id gid =
            groups.create(alice, service.http().newUser(), service.http().newUser());

    @ParameterizedTest
    @CsvSource({
        "conversation.MembershipMapper.findPage,     member_conversation",
        "conversation.MembershipMapper.findUids,     member_conversation",
        "conversation.MembershipMapper.findStaff,    member_role",
        "conversation.MembershipMapper.findEldest,   member_role",
        "conversation.MembershipMapper.findInGroups, PRIMARY",
        "conversation.ConversationMapper.findMember, PRIMARY",
        "group.GroupMapper.findSpeaker,              PRIMARY",
        "group.member.BanMapper.findPage,                   PRIMARY",
        "group.member.BanMapper.findAmong,                  PRIMARY",
        "group.join.JoinRequestMapper.findPage,           group_join_request_gid",
        "group.join.JoinRequestMapper.findOf,             group_join_request_uid",
        "group.AnnouncementMapper.findPage,          PRIMARY",
        "group.invite.InviteMapper.findOf,                  group_invite_gid",
        "group.invite.InviteMapper.find,                    PRIMARY",
    })
    void statement_plan_goesThroughItsIndex(String statement, String index) {
        fill();

        List<Map<String, Object>> plan = plan("io.waggle.im." + statement);

        assertThat(plan).allSatisfy(step -> {
            assertThat(step.get("key")).as("%s: %s", statement, step).isNotNull();
            assertThat(step.get("type")).isNotIn("ALL", "index");
        });
        assertThat(plan)
                .anySatisfy(step -> assertThat(String.valueOf(step.get("key"))).matches(index));
    }

    /** Enough for a table not to be read whole for being small. */
    private void fill() {
        insert(
                "group_join_request (id, gid, uid, greeting, created_at) values (%d, ?, ?, '', 1)"
                        .formatted(gid.value()),
                gid.value(),
                alice.uid().value());
        for (long i = 0; i < 40; i++) {
            long other = 5_000 + i % 8;
            insert("group_ban (gid, uid, banned_by, met, created_at) values (?, ?, 1, true, 1)", other, i);
            insert(
                    "group_join_request (id, gid, uid, greeting, created_at) values (%d, ?, ?, '', 1)"
                            .formatted(other * 1_000 + i),
                    other,
                    i);
            insert("group_announcement (gid, id, uid, text, created_at) values (?, ?, 1, '', 1)", other, i);
            insert(
                    "group_invite (code, gid, maker_uid, created_at) values ('code-%d', ?, ?, 1)".formatted(i),
                    other,
                    i);
        }
    }

    private void insert(String row, long gid, long number) {
        service.sql().sql("insert ignore into " + row).params(gid, number).update();
    }

    /** Of the statement as the mapper writes it. */
    private List<Map<String, Object>> plan(String statement) {
        Map<String, Object> arguments = arguments();
        BoundSql bound = service.bean(SqlSessionFactory.class)
                .getConfiguration()
                .getMappedStatement(statement)
                .getBoundSql(arguments);
        List<Object> values = new ArrayList<>();
        for (ParameterMapping parameter : bound.getParameterMappings()) {
            String name = parameter.getProperty();
            Object value =
                    bound.hasAdditionalParameter(name) ? bound.getAdditionalParameter(name) : arguments.get(name);
            values.add(value instanceof Id id ? id.value() : value);
        }
        return service.sql()
                .sql("explain " + bound.getSql())
                .params(values)
                .query()
                .listOfRows();
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("conversationId", gid);
        arguments.put("gid", gid);
        arguments.put("uid", alice.uid());
        arguments.put("uids", List.of(alice.uid(), new Id(2)));
        arguments.put("afterUid", new Id(0));
        arguments.put("afterId", new Id(0));
        arguments.put("beforeId", new Id(Long.MAX_VALUE));
        arguments.put("without", alice.uid());
        arguments.put("role", "MEMBER");
        arguments.put("maker", null);
        arguments.put("groups", 3);
        arguments.put("limit", 51);
        arguments.put("code", "code-1");
        return arguments;
    }
}
