package io.waggle.im.delivery;

import com.google.protobuf.ByteString;
import io.waggle.im.log.History;
import io.waggle.im.log.View;
import io.waggle.im.log.Views;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.Behind;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.SyncReply;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the entries that a device has missed: first the conversations, then their entries piece by piece. */
@Service
class MissedEntries {

    /** The most conversations in one answer. */
    private static final int AT_ONCE = 10_000;

    /** The largest answer, unless a single entry is larger. The fabric carries at most a megabyte. */
    private static final int BYTES = 512 * 1024;

    private final DeliveryMapper mapper;
    private final Cursors cursors;
    private final WithheldEntries withheld;
    private final Views views;
    private final History history;
    private final DeliveryProperties properties;
    private final Clock clock;

    MissedEntries(
            DeliveryMapper mapper,
            Cursors cursors,
            WithheldEntries withheld,
            Views views,
            History history,
            DeliveryProperties properties,
            Clock clock) {
        this.mapper = mapper;
        this.cursors = cursors;
        this.withheld = withheld;
        this.views = views;
        this.history = history;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param packetLimit the largest packet that the connection accepts */
    SyncReply sync(Id uid, Id did, long packetLimit) {
        // Take the time before anything is read.
        long asOf = clock.millis();
        Long seenAt = cursors.noteConnected(did);
        boolean stale =
                seenAt == null || seenAt < asOf - properties.staleAfter().toMillis();
        List<BehindRow> rows = mapper.findBehind(uid, did, AT_ONCE + 1);
        Share share = new Share(properties.perConversation(), stale ? 0 : properties.perConnect());
        SyncReply.Builder reply = SyncReply.newBuilder().setAsOf(asOf).setMore(rows.size() > AT_ONCE);
        Map<Id, List<Long>> owed = withheld.owed(did, packetLimit);
        for (BehindRow row : rows.subList(0, Math.min(AT_ONCE, rows.size()))) {
            List<Long> owedThere = owed.remove(row.conversationId());
            reply.addBehind(behind(row, owedThere).setGapTo(share.gapTo(row.hasSeq(), row.lastSeq())));
        }
        if (!owed.isEmpty()) {
            mapper.findPlaces(uid, did, owed.keySet()).stream()
                    .map(row -> behind(row, owed.get(row.conversationId())))
                    .filter(behind -> behind.getOwedCount() > 0)
                    .forEach(reply::addBehind);
        }
        return reply.build();
    }

    /** The device's position in a conversation, with the withheld entries that can be sent now. */
    private static Behind.Builder behind(BehindRow row, @Nullable List<Long> owed) {
        Behind.Builder behind = Behind.newBuilder()
                .setConversation(row.conversationId().value())
                .setGroup(row.inGroup())
                .setAfter(row.hasSeq())
                .setGapTo(row.hasSeq())
                .setHead(row.lastSeq());
        if (owed != null) {
            owed.stream()
                    .filter(seq -> seq > row.floorSeq() && seq <= row.hasSeq())
                    .forEach(behind::addOwed);
        }
        return behind;
    }

    /** The entries with these numbers, without those that have expired or that the user does not see. */
    FetchReply supply(Id uid, Id conversation, List<Long> seqs) {
        View view = views.find(uid, conversation);
        if (view == null) {
            return refused();
        }
        List<Message> messages = history.entries(view, seqs).stream()
                .filter(message -> !message.getExpired())
                .sorted(Comparator.comparingLong(Message::getSeq))
                .toList();
        FetchReply reply = reply(messages, seqs.getLast());
        // A user who was removed meanwhile must not see these entries.
        return views.find(uid, conversation) == null ? refused() : reply;
    }

    /** The next entries, without those that came from the device itself. */
    FetchReply fetch(Id uid, Id did, Id conversation, long after, int limit) {
        View view = views.find(uid, conversation);
        if (view == null) {
            return refused();
        }
        FetchReply reply =
                after == 0 ? fromCursor(did, view, limit) : from(did, view, Math.max(after, view.floor()), limit);
        // A user who was removed meanwhile must not see later entries.
        return views.find(uid, conversation) == null ? refused() : reply;
    }

    /** The answer to a broker that does not know the device's cursor: it starts there, with a gap if too much was missed. */
    private FetchReply fromCursor(Id did, View view, int limit) {
        Id conversation = view.conversationId();
        long acked = Objects.requireNonNullElse(mapper.findCursor(did, conversation), 0L);
        long from = Math.max(acked, view.floor());
        long gapTo = history.lastSeq(conversation) - properties.perConversation();
        return gapTo > from
                ? FetchReply.newBuilder()
                        .setAfter(from)
                        .setUpTo(from)
                        .setGapTo(gapTo)
                        .build()
                : from(did, view, from, limit);
    }

    private FetchReply from(Id did, View view, long from, int limit) {
        History.Piece piece = history.piece(view, from, limit, did);
        return reply(piece.items(), piece.upTo()).toBuilder().setAfter(from).build();
    }

    /** An answer with as many of the messages as fit, at least one. */
    private static FetchReply reply(List<Message> messages, long upTo) {
        FetchReply.Builder reply = FetchReply.newBuilder();
        int bytes = 0;
        for (Message message : messages) {
            ByteString entry = Down.newBuilder().setMessage(message).build().toByteString();
            bytes += entry.size();
            if (bytes > BYTES && reply.getEntriesCount() > 0) {
                return reply.setUpTo(message.getSeq() - 1).build();
            }
            reply.addEntries(entry);
        }
        return reply.setUpTo(upTo).build();
    }

    private static FetchReply refused() {
        return FetchReply.newBuilder().setRefused(true).build();
    }
}
