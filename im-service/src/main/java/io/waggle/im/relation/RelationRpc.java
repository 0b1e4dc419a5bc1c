package io.waggle.im.relation;

import io.waggle.im.http.Check;
import io.waggle.im.http.PageQuery;
import io.waggle.im.rpc.JsonRpc;
import io.waggle.im.rpc.RpcMethod;
import io.waggle.protocol.Id;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code rpc/friends.request}, {@code .accept}, {@code .reject}, {@code .requests} and {@code .list}. */
@Configuration(proxyBeanMethods = false)
class RelationRpc {

    record RequestNamed(@Nullable Id id) {}

    @Bean
    RpcMethod requestFriendMethod(JsonRpc rpc, FriendRequestService requests) {
        return rpc.method("friends.request", NewFriendRequest.class, requests::request);
    }

    @Bean
    RpcMethod acceptFriendMethod(JsonRpc rpc, FriendRequestService requests) {
        return rpc.method(
                "friends.accept",
                RequestNamed.class,
                (caller, named) -> requests.accept(caller, Check.present("id", named.id())));
    }

    @Bean
    RpcMethod rejectFriendMethod(JsonRpc rpc, FriendRequestService requests) {
        return rpc.method(
                "friends.reject",
                RequestNamed.class,
                (caller, named) -> requests.reject(caller, Check.present("id", named.id())));
    }

    @Bean
    RpcMethod listFriendRequestsMethod(JsonRpc rpc, FriendRequestService requests) {
        return rpc.method(
                "friends.requests",
                PageQuery.class,
                (caller, query) -> requests.list(caller, query.cursor(), query.limit()));
    }

    @Bean
    RpcMethod listFriendsMethod(JsonRpc rpc, FriendService friends) {
        return rpc.method(
                "friends.list",
                PageQuery.class,
                (caller, query) -> friends.list(caller, query.cursor(), query.limit()));
    }
}
