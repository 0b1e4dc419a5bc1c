package io.waggle.im.group;

import io.waggle.im.http.Check;
import io.waggle.im.rpc.JsonRpc;
import io.waggle.im.rpc.RpcMethod;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;

/** {@code rpc/groups.create}, {@code .get}, {@code .members} and {@code .add}. */
@Configuration(proxyBeanMethods = false)
class GroupRpc {

    record GroupNamed(@Nullable Id gid) {}

    record MembersQuery(
            @Nullable Id gid, @Nullable Id cursor, @Nullable Integer limit) {}

    record AddCommand(@Nullable Id gid, @Nullable List<@Nullable Id> uids) {}

    @Bean
    RpcMethod createGroupMethod(JsonRpc rpc, GroupService groups) {
        return rpc.method("groups.create", NewGroup.class, groups::create);
    }

    @Bean
    RpcMethod getGroupMethod(JsonRpc rpc, GroupService groups) {
        return rpc.method(
                "groups.get",
                GroupNamed.class,
                (caller, named) -> groups.get(caller, Check.present("gid", named.gid())));
    }

    @Bean
    RpcMethod listMembersMethod(JsonRpc rpc, GroupService groups) {
        return rpc.method(
                "groups.members",
                MembersQuery.class,
                (caller, query) ->
                        groups.members(caller, Check.present("gid", query.gid()), query.cursor(), query.limit()));
    }

    @Bean
    RpcMethod addMembersMethod(JsonRpc rpc, GroupService groups) {
        return rpc.method(
                "groups.add",
                AddCommand.class,
                (caller, command) ->
                        groups.add(caller, Check.present("gid", command.gid()), new NewMembers(command.uids())));
    }
}
