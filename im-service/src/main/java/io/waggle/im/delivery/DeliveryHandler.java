package io.waggle.im.delivery;

import io.waggle.fabric.Subjects;
import io.waggle.kit.answer.Answer;
import io.waggle.kit.answer.Answers;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.AckReply;
import io.waggle.protocol.fabric.v1.AckRequest;
import io.waggle.protocol.fabric.v1.Cursor;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.SyncReply;
import io.waggle.protocol.fabric.v1.SyncRequest;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.stream.Stream;

/** Answers the brokers' requests for their devices. A request that fails has no answer, and the broker repeats it. */
@Component
class DeliveryHandler implements Answers {

    private static final int PIECE_AT_MOST = 500;

    private final MissedEntries missed;
    private final Cursors cursors;

    DeliveryHandler(MissedEntries missed, Cursors cursors) {
        this.missed = missed;
        this.cursors = cursors;
    }

    @Override
    public List<Answer<?>> answers() {
        return List.of(
                Answer.blocking(Subjects.SYNC, SyncRequest.parser(), this::sync),
                Answer.blocking(Subjects.FETCH, FetchRequest.parser(), this::fetch),
                Answer.blocking(Subjects.ACK, AckRequest.parser(), this::ack));
    }

    private SyncReply sync(SyncRequest request) {
        long limit = request.getPacketLimit() == 0 ? Long.MAX_VALUE : request.getPacketLimit();
        return missed.sync(new Id(request.getUid()), new Id(request.getDid()), limit);
    }

    private FetchReply fetch(FetchRequest request) {
        if (request.getOnlyCount() > 0) {
            return missed.supply(new Id(request.getUid()), new Id(request.getConversation()), request.getOnlyList());
        }
        return missed.fetch(
                new Id(request.getUid()),
                new Id(request.getDid()),
                new Id(request.getConversation()),
                request.getAfter(),
                Math.clamp(request.getLimit(), 1, PIECE_AT_MOST));
    }

    private AckReply ack(AckRequest request) {
        cursors.advance(rows(request.getCursorsList().stream()), withheld(request));
        cursors.publishReached(rows(request.getCursorsList().stream().filter(Cursor::getReached)));
        return AckReply.getDefaultInstance();
    }

    private static List<WithheldRow> withheld(AckRequest request) {
        return request.getCursorsList().stream()
                .flatMap(cursor -> cursor.getWithheldList().stream()
                        .map(entry -> new WithheldRow(
                                new Id(cursor.getDid()),
                                new Id(cursor.getConversation()),
                                entry.getSeq(),
                                entry.getSize())))
                .toList();
    }

    private static List<CursorRow> rows(Stream<Cursor> cursors) {
        return cursors.map(cursor ->
                        new CursorRow(new Id(cursor.getDid()), new Id(cursor.getConversation()), cursor.getSeq()))
                .toList();
    }
}
