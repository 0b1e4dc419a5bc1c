package io.waggle.im.message;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.im.caller.Caller;
import io.waggle.im.log.Facet;
import io.waggle.im.log.History;
import io.waggle.im.log.HistoryQuery;
import io.waggle.im.rpc.RpcJson;
import io.waggle.im.rpc.RpcMethod;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Id;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.HistoryRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;

/** The RPC method {@code rpc/history}. Entries are sent in the connection's format, so it has a protobuf form too. */
@Component
class HistoryRpc implements RpcMethod {

    private final History history;
    private final RpcJson json;

    HistoryRpc(History history, RpcJson json) {
        this.history = history;
        this.json = json;
    }

    @Override
    public String name() {
        return "history";
    }

    @Override
    public byte[] call(Caller caller, Format format, byte[] body) {
        Request request = format == Format.PROTOBUF ? parse(body) : json.read(body, Request.class);
        if (request.conversation == null) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "conversation is missing");
        }
        History.Page page = history.page(caller.uid(), request.conversation, request.query());
        return Payloads.writePage(format, page.items(), page.more());
    }

    private static Request parse(byte[] body) {
        try {
            HistoryRequest request = HistoryRequest.parseFrom(body);
            return new Request(
                    new Id(request.getConversation()),
                    request.getBefore() == 0 ? null : request.getBefore(),
                    request.hasAfter() ? request.getAfter() : null,
                    request.hasAround() ? request.getAround() : null,
                    request.hasFrom() ? Instant.ofEpochMilli(request.getFrom()) : null,
                    request.hasSince() ? request.getSince() : null,
                    request.getKind().isEmpty() ? null : request.getKind(),
                    request.getSender() == 0 ? null : new Id(request.getSender()),
                    request.getLimit() == 0 ? null : request.getLimit());
        } catch (InvalidProtocolBufferException malformed) {
            throw new Refused(ErrorCode.INVALID_REQUEST, "the payload is not a waggle.v1.HistoryRequest; send one");
        }
    }

    record Request(
            @Nullable Id conversation,
            @Nullable Long before,
            @Nullable Long after,
            @Nullable Long around,
            @Nullable Instant from,
            @Nullable Long since,
            @Nullable String kind,
            @Nullable Id sender,
            @Nullable Integer limit) {

        HistoryQuery query() {
            return new HistoryQuery(
                    before, after, around, from, since, kind == null ? null : Facet.parse(kind), sender, limit);
        }
    }
}
