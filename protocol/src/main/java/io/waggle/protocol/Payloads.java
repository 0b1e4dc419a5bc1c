package io.waggle.protocol;

import com.google.protobuf.InvalidProtocolBufferException;
import io.waggle.protocol.fabric.v1.Format;
import io.waggle.protocol.v1.CombinedMessage;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.HistoryPage;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.Refusal;
import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Reads and writes payloads in the format of a connection. */
public final class Payloads {

    private Payloads() {}

    /**
     * Reads a message that a client sends on {@code to/…}. The result is complete and checked: it can be stored and shown to
     * anyone.
     *
     * @throws Refused with what is wrong and what to do
     */
    public static Send readSend(Format format, byte[] payload) {
        Send send = read(format, payload);
        ContentRules.check(send);
        return send;
    }

    /**
     * Checks the content of a message that was not read by one of the methods here, like {@link #readSend}.
     *
     * @throws Refused with what is wrong and what would be right
     */
    public static void check(Content content) {
        ContentRules.check(Send.newBuilder().setContent(content).build());
    }

    /**
     * Reads a message that a client sends on {@code now/…}, like {@link #readSend}.
     *
     * @throws Refused with what is wrong and what to do
     */
    public static Send readNow(Format format, byte[] payload) {
        Send send = read(format, payload);
        ContentRules.checkNow(send);
        return send;
    }

    /**
     * Reads a message that names its own destination, as for {@code POST /v1/messages}. It is the JSON form with the member
     * {@code to}, one of {@code {"u":"{uid}"}}, {@code {"u":"@{username}"}} and {@code {"g":"{gid}"}}.
     *
     * @throws Refused with what is wrong and what to do
     */
    public static Addressed readAddressed(byte[] json) {
        Addressed addressed = SendJson.readAddressed(json);
        ContentRules.check(addressed.send());
        return addressed;
    }

    /**
     * Reads a message that is to be sent later, or a change of one: the JSON form of a message with the members {@code to} and
     * {@code sendAt}, of which each part may be missing.
     *
     * @throws Refused with what is wrong and what to do
     */
    public static Scheduled readScheduled(byte[] json) {
        Scheduled scheduled = SendJson.readScheduled(json);
        if (scheduled.send() != null) {
            ContentRules.check(scheduled.send());
        }
        return scheduled;
    }

    /** Writes a message as its sender sends it, in JSON. */
    public static byte[] writeSend(Send send) {
        return DownJson.writeSend(send);
    }

    /** Writes the payload that a client receives on its device topic or a group's topic. */
    public static byte[] writeDown(Format format, Down down) {
        return switch (format) {
            case PROTOBUF -> down.toByteArray();
            case JSON, UNRECOGNIZED -> DownJson.write(down);
        };
    }

    /** Writes one page of a conversation's log, the same over HTTP and MQTT. */
    public static byte[] writePage(Format format, List<Message> items, boolean more) {
        return switch (format) {
            case PROTOBUF ->
                HistoryPage.newBuilder()
                        .addAllItems(items)
                        .setMore(more)
                        .build()
                        .toByteArray();
            case JSON, UNRECOGNIZED -> DownJson.writePage(items, more);
        };
    }

    /** Writes one page of a combined message, in JSON. */
    public static byte[] writeCombined(List<CombinedMessage> items, boolean more) {
        return DownJson.writeCombined(items, more);
    }

    /** Writes a refusal alone: the answer to a request that was refused. */
    public static byte[] writeError(Format format, Refusal refusal) {
        return switch (format) {
            case PROTOBUF -> Down.newBuilder().setError(refusal).build().toByteArray();
            case JSON, UNRECOGNIZED -> DownJson.writeError(refusal);
        };
    }

    /** Removes the detail from a refusal notice that {@link #writeDown} has written. */
    public static byte[] withoutDetail(Format format, byte[] error) {
        return switch (format) {
            case PROTOBUF -> {
                Down.Builder down = parseDown(error).toBuilder();
                down.getErrorBuilder().clearDetail();
                yield down.build().toByteArray();
            }
            case JSON, UNRECOGNIZED -> DownJson.withoutDetail(error);
        };
    }

    /**
     * Returns the kind of a notice that {@link #writeDown} has written: the name of its member in JSON; empty for a kind of a
     * newer version.
     */
    public static String noticeName(Format format, byte[] notice) {
        return switch (format) {
            case PROTOBUF -> DownJson.noticeName(parseDown(notice));
            case JSON, UNRECOGNIZED -> DownJson.noticeName(notice);
        };
    }

    private static Down parseDown(byte[] payload) {
        try {
            return Down.parseFrom(payload);
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("the payload is not one that the server has written", malformed);
        }
    }

    private static Send read(Format format, byte[] payload) {
        return switch (format) {
            case PROTOBUF -> parse(payload);
            case JSON, UNRECOGNIZED -> SendJson.read(payload);
        };
    }

    private static Send parse(byte[] payload) {
        try {
            return Send.parseFrom(payload);
        } catch (InvalidProtocolBufferException malformed) {
            throw new Refused(
                    ErrorCode.INVALID_PAYLOAD,
                    "the payload is not a protobuf waggle.v1.Send; a format=protobuf connection must send one");
        }
    }

    /** A message with its destination. */
    public record Addressed(Topic.Destination to, Send send) {}

    /**
     * A message that is to be sent later, or a change of one.
     *
     * @param send null if there is no member of a message
     */
    public record Scheduled(
            Topic.@Nullable Destination to,
            @Nullable Instant sendAt,
            @Nullable Send send) {}
}
