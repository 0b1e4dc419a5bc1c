package io.waggle.im.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.waggle.fabric.Subjects;
import io.waggle.im.HttpCalls.User;
import io.waggle.im.RunningService;
import io.waggle.protocol.Id;
import io.waggle.protocol.fabric.v1.AckReply;
import io.waggle.protocol.fabric.v1.AckRequest;
import io.waggle.protocol.fabric.v1.Behind;
import io.waggle.protocol.fabric.v1.Cursor;
import io.waggle.protocol.fabric.v1.FetchReply;
import io.waggle.protocol.fabric.v1.FetchRequest;
import io.waggle.protocol.fabric.v1.SyncReply;
import io.waggle.protocol.fabric.v1.SyncRequest;
import io.waggle.protocol.fabric.v1.Withheld;
import io.waggle.protocol.v1.Down;

import java.time.Duration;
import java.util.List;

/** Asks what a broker asks for the devices that are connected to it. */
final class BrokerCalls {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final RunningService service;

    BrokerCalls(RunningService service) {
        this.service = service;
    }

    List<Behind> sync(User user) {
        return sync(user, 0);
    }

    List<Behind> sync(User user, int packetLimit) {
        SyncRequest request = SyncRequest.newBuilder()
                .setUid(user.uid().value())
                .setDid(user.did().value())
                .setPacketLimit(packetLimit)
                .build();
        return request(Subjects.SYNC, request, SyncReply.parser()).getBehindList();
    }

    FetchReply fetch(User user, Id conversation, long after, int limit) {
        FetchRequest request = FetchRequest.newBuilder()
                .setUid(user.uid().value())
                .setDid(user.did().value())
                .setConversation(conversation.value())
                .setAfter(after)
                .setLimit(limit)
                .build();
        return request(Subjects.FETCH, request, FetchReply.parser());
    }

    /** These entries and no others. */
    FetchReply supply(User user, Id conversation, Long... seqs) {
        FetchRequest request = FetchRequest.newBuilder()
                .setUid(user.uid().value())
                .setDid(user.did().value())
                .setConversation(conversation.value())
                .addAllOnly(List.of(seqs))
                .build();
        return request(Subjects.FETCH, request, FetchReply.parser());
    }

    void ack(User user, Id conversation, long seq, Withheld... withheld) {
        AckRequest request = AckRequest.newBuilder()
                .addCursors(Cursor.newBuilder()
                        .setDid(user.did().value())
                        .setConversation(conversation.value())
                        .setSeq(seq)
                        .setReached(true)
                        .addAllWithheld(List.of(withheld)))
                .build();
        request(Subjects.ACK, request, AckReply.parser());
    }

    static List<Long> seqs(FetchReply reply) {
        return reply.getEntriesList().stream()
                .map(entry -> parsed(Down.parser(), entry).getMessage().getSeq())
                .toList();
    }

    private <T> T request(String subject, MessageLite request, Parser<T> parser) {
        byte[] reply = service.fabric()
                .request(subject, request.toByteArray(), DEADLINE)
                .join();
        return parsed(parser, ByteString.copyFrom(reply));
    }

    private static <T> T parsed(Parser<T> parser, ByteString bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException damaged) {
            throw new AssertionError(damaged);
        }
    }
}
