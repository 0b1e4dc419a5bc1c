package io.waggle.im.delivery;

import io.waggle.im.conversation.Conversations;
import io.waggle.im.conversation.Member;
import io.waggle.im.log.History;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Behind;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.SyncReply;
import io.waggle.protocol.v1.Down;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** What a device has missed: where, and then piece by piece. */
@Service
class MissedEntries {

    private final DeliveryMapper mapper;
    private final Cursors cursors;
    private final Conversations conversations;
    private final History history;
    private final DeliveryProperties properties;
    private final Clock clock;

    MissedEntries(
            DeliveryMapper mapper,
            Cursors cursors,
            Conversations conversations,
            History history,
            DeliveryProperties properties,
            Clock clock) {
        this.mapper = mapper;
        this.cursors = cursors;
        this.conversations = conversations;
        this.history = history;
        this.properties = properties;
        this.clock = clock;
    }

    SyncReply sync(Id uid, Id did) {
        Long seenAt = cursors.seeAgain(did);
        boolean stale = seenAt == null
                || seenAt < clock.millis() - properties.staleAfter().toMillis();
        List<BehindRow> rows = mapper.findBehind(uid, did);
        Share share = new Share(properties.perConversation(), stale ? 0 : properties.perConnect());
        SyncReply.Builder reply = SyncReply.newBuilder();
        for (BehindRow row : rows) {
            reply.addBehind(Behind.newBuilder()
                    .setConversation(row.conversationId().value())
                    .setGroup(row.inGroup())
                    .setAfter(row.hasSeq())
                    .setGapTo(share.gapTo(row.hasSeq(), row.lastSeq()))
                    .setHead(row.lastSeq()));
        }
        return reply.build();
    }

    /** The next entries, without those that came from the device itself. */
    FetchReply fetch(Id uid, Id did, Id conversation, long after, int limit) {
        Member member = conversations.member(conversation, uid);
        if (member == null) {
            return FetchReply.newBuilder().setRefused(true).build();
        }
        // Who asks from the start may not know how far the device has come.
        long acked = after == 0 ? Objects.requireNonNullElse(mapper.findCursor(did, conversation), 0L) : 0;
        long from = Math.max(Math.max(after, acked), member.floor());
        History.Piece piece = history.piece(conversation, from, limit, did);
        FetchReply.Builder reply = FetchReply.newBuilder().setAfter(from).setUpTo(piece.upTo());
        piece.items()
                .forEach(message -> reply.addEntries(
                        Down.newBuilder().setMessage(message).build().toByteString()));
        return reply.build();
    }
}
