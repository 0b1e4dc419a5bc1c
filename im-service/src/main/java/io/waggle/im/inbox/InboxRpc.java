package io.waggle.im.inbox;

import io.waggle.im.rpc.JsonRpc;
import io.waggle.im.rpc.RpcMethod;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code rpc/conversations.list} and {@code rpc/conversations.read}. */
@Configuration(proxyBeanMethods = false)
class InboxRpc {

    @Bean
    RpcMethod listConversations(JsonRpc rpc, Inbox inbox) {
        return rpc.method(
                "conversations.list",
                ListQuery.class,
                (caller, query) -> inbox.page(caller.uid(), query.cursor, query.limit));
    }

    @Bean
    RpcMethod readConversation(JsonRpc rpc, Inbox inbox) {
        return rpc.method("conversations.read", ReadCommand.class, (caller, command) -> {
            if (command.conversation == null) {
                throw new Refused(ErrorCode.INVALID_REQUEST, "conversation is missing");
            }
            return inbox.read(caller.uid(), command.conversation, command.seq);
        });
    }

    record ListQuery(@Nullable String cursor, @Nullable Integer limit) {}

    record ReadCommand(@Nullable Id conversation, @Nullable Long seq) {}
}
