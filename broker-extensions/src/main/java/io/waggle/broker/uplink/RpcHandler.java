package io.waggle.broker.uplink;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.broker.connection.DeviceConnection;
import io.waggle.broker.downlink.Downlink;
import io.waggle.broker.downlink.PacketSize;
import io.waggle.fabric.Fabric;
import io.waggle.fabric.Subjects;
import io.waggle.protocol.ErrorCode;
import io.waggle.protocol.Payloads;
import io.waggle.protocol.Refused;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.fabric.v1.RpcReply;
import io.waggle.protocol.fabric.v1.RpcRequest;
import io.waggle.protocol.v1.Answer;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;

/**
 * Handles {@code rpc/{method}}: a request, answered on the device's own topic.
 *
 * <p>An MQTT 5 client that names a response topic or correlation data gets the bare answer with that data. Any other client
 * gets the answer wrapped, with the method and the request's {@code id}. A refusal, or the lack of an answer, is an answer too:
 * the acknowledgement only says that an answer was sent.
 *
 * <p>If the answer is larger than the packets that the device accepts, the broker would drop it, so an error that says so is
 * sent instead. If the correlation data leaves no room even for that error, the request is refused.
 */
public final class RpcHandler {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(RpcHandler.class);

    private static final ByteBuffer NO_CORRELATION = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** The longest code of a refusal that may have to be sent without its detail. */
    private static final String LONGEST_CODE = Arrays.stream(ErrorCode.values())
            .map(ErrorCode::wireName)
            .max(Comparator.comparingInt(String::length))
            .orElseThrow();

    private final Fabric fabric;
    private final Downlink downlink;

    public RpcHandler(Fabric fabric, Downlink downlink) {
        this.fabric = fabric;
        this.downlink = downlink;
    }

    CompletableFuture<Outcome> handle(DeviceConnection connection, Publication publication, String method) {
        String responseTopic = publication.responseTopic();
        if (responseTopic != null && !responseTopic.equals(connection.deviceTopic())) {
            throw new Refused(
                    ErrorCode.INVALID_TOPIC,
                    "The response topic is not the device's own topic. Set it to " + connection.deviceTopic());
        }
        boolean bare = responseTopic != null || publication.correlation() != null;
        Answering answering = new Answering(connection, publication, method, bare);
        if (!answering.fits(answering.write(refused(LONGEST_CODE, "")))) {
            throw new Refused(
                    ErrorCode.TOO_LONG,
                    "With the correlation data or id of this request, no answer fits the Maximum Packet Size of "
                            + connection.packetLimit() + " bytes. Use shorter ones.");
        }
        RpcRequest request = RpcRequest.newBuilder()
                .setUid(connection.uid().value())
                .setDid(connection.did().value())
                .setMethod(method)
                .setBody(ByteString.copyFrom(publication.payload()))
                .setFormat(connection.format())
                .setGeneration(connection.generation())
                .build();
        return fabric.request(Subjects.RPC, request.toByteArray(), DEADLINE).handle((bytes, fault) -> {
            downlink.toDevice(connection, answering.fitting(replyOf(method, bytes, fault)), answering.correlation());
            return new Outcome.Answered();
        });
    }

    /**
     * The way in which one request is answered.
     *
     * @param bare whether the answer has no wrapping with the method and id
     */
    private record Answering(DeviceConnection connection, Publication publication, String method, boolean bare) {

        /**
         * Returns the correlation data of the answer. A bare answer always has some, so that no client takes it for a message.
         */
        @Nullable
        ByteBuffer correlation() {
            ByteBuffer given = publication.correlation();
            return given != null || !bare ? given : NO_CORRELATION.duplicate();
        }

        byte[] write(RpcReply reply) {
            return bare ? RpcHandler.bare(connection.format(), reply) : wrapped(connection, publication, method, reply);
        }

        boolean fits(byte[] answer) {
            return size(answer) <= connection.packetLimit();
        }

        private int size(byte[] answer) {
            ByteBuffer correlation = correlation();
            return PacketSize.atMost(
                    connection.deviceTopic(), answer.length, correlation == null ? 0 : correlation.remaining());
        }

        /** Returns the answer, or an error if the answer is too large; a refusal keeps its detail if that fits. */
        byte[] fitting(RpcReply reply) {
            byte[] answer = write(reply);
            if (fits(answer)) {
                return answer;
            }
            if (reply.hasRefused()) {
                return write(refused(reply.getRefused().getCode(), ""));
            }
            byte[] tooLong = write(tooLong(
                    "The answer is a packet of %d bytes, and the connection takes %d: ask for less with a smaller limit, or over HTTP."
                            .formatted(size(answer), connection.packetLimit())));
            return fits(tooLong) ? tooLong : write(tooLong(""));
        }
    }

    private static RpcReply tooLong(String detail) {
        return refused(ErrorCode.TOO_LONG.wireName(), detail);
    }

    private static RpcReply replyOf(String method, byte @Nullable [] bytes, @Nullable Throwable fault) {
        if (bytes == null) {
            log.warn("A request of method {} got no answer and was refused: {}", method, String.valueOf(fault));
            return refused(ErrorCode.UNAVAILABLE);
        }
        try {
            RpcReply reply = RpcReply.parseFrom(bytes);
            return reply.getOutcomeCase() == RpcReply.OutcomeCase.OUTCOME_NOT_SET ? refused(ErrorCode.INTERNAL) : reply;
        } catch (InvalidProtocolBufferException malformed) {
            log.error("The answer to a request of method {} is malformed; the request was refused", method, malformed);
            return refused(ErrorCode.INTERNAL);
        }
    }

    private static byte[] bare(Format format, RpcReply reply) {
        return reply.hasBody()
                ? reply.getBody().toByteArray()
                : Payloads.writeError(format, refusal(reply.getRefused()));
    }

    private static byte[] wrapped(DeviceConnection connection, Publication publication, String method, RpcReply reply) {
        Answer.Builder answer = Answer.newBuilder().setMethod(method);
        if (connection.format() == Format.JSON) {
            answer.setId(RequestId.of(publication.payload()));
        }
        if (reply.hasBody()) {
            answer.setResult(reply.getBody());
        } else {
            answer.setError(refusal(reply.getRefused()));
        }
        return Payloads.writeDown(
                connection.format(), Down.newBuilder().setAnswer(answer).build());
    }

    private static Refusal refusal(io.waggle.protocol.fabric.v1.Refused refused) {
        Refusal.Builder refusal =
                Refusal.newBuilder().setCode(refused.getCode()).setDetail(refused.getDetail());
        if (refused.getRetryAfter() > 0) {
            refusal.setRetryAfter(refused.getRetryAfter());
        }
        return refusal.build();
    }

    private static RpcReply refused(ErrorCode code) {
        return refused(code.wireName(), code.advice());
    }

    private static RpcReply refused(String code, String detail) {
        return RpcReply.newBuilder()
                .setRefused(io.waggle.protocol.fabric.v1.Refused.newBuilder()
                        .setCode(code)
                        .setDetail(detail))
                .build();
    }
}
