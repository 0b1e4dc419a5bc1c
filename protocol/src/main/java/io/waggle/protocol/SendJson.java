package io.waggle.protocol;

import com.google.protobuf.ByteString;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Custom;
import io.waggle.protocol.v1.Send;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import static io.waggle.protocol.ContentRules.invalid;

/**
 * The JSON form of {@link Send}: {@code {"id":"…","text":"hi"}}, {@code {"id":"…","custom":{"type":"…","data":…}}}, or plain
 * text. A payload that begins with a brace must be a JSON object; any other payload is a text message.
 */
final class SendJson {

    /** The members of which a message has exactly one. */
    private static final List<String> KINDS =
            List.of("text", "image", "file", "voice", "video", "album", "location", "card", "custom", "typing");

    /** What is read if no member of a message is given. */
    private static final Send NOTHING =
            Send.newBuilder().setContent(Content.getDefaultInstance()).build();

    private SendJson() {}

    static Send read(byte[] payload) {
        if (!beginsWithBrace(payload)) {
            return Send.newBuilder()
                    .setContent(Content.newBuilder().setText(Json.utf8(payload)))
                    .build();
        }
        return Json.read("the payload", payload, parser -> readObject(parser, SendJson::noMoreMembers));
    }

    /** Reads the same form with a member {@code to}. */
    static Payloads.Addressed readAddressed(byte[] body) {
        return Json.read("the body", body, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw invalid(
                        "the body must be a JSON object: {\"to\":{\"u\":\"{uid}\"},\"id\":\"…\",\"text\":\"hi\"}");
            }
            AtomicReference<Topic.@Nullable Destination> to = new AtomicReference<>();
            Send send = readObject(parser, member -> {
                boolean isTo = member.equals("to");
                if (isTo) {
                    to.set(readDestination(parser));
                }
                return isTo;
            });
            Topic.Destination destination = to.get();
            if (destination == null) {
                throw invalid("to is missing: {\"u\":\"{uid}\"}, {\"u\":\"@{username}\"} or {\"g\":\"{gid}\"}");
            }
            return new Payloads.Addressed(destination, send);
        });
    }

    /** Reads the same form with the members {@code to} and {@code sendAt}. Each part may be missing. */
    static Payloads.Scheduled readScheduled(byte[] body) {
        return Json.read("the body", body, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw invalid(
                        "the body must be a JSON object: {\"to\":{\"u\":\"{uid}\"},\"sendAt\":\"…\",\"text\":\"hi\"}");
            }
            AtomicReference<Topic.@Nullable Destination> to = new AtomicReference<>();
            AtomicReference<@Nullable Instant> sendAt = new AtomicReference<>();
            Send send = readObject(parser, member -> {
                switch (member) {
                    case "to" -> to.set(readDestination(parser));
                    case "sendAt" -> sendAt.set(Instant.ofEpochMilli(readTime(parser, "sendAt")));
                    default -> {
                        return false;
                    }
                }
                return true;
            });
            boolean empty = send.equals(NOTHING);
            return new Payloads.Scheduled(to.get(), sendAt.get(), empty ? null : send);
        });
    }

    private static boolean noMoreMembers(String member) {
        return false;
    }

    private static Topic.Destination readDestination(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT || parser.nextToken() != JsonToken.PROPERTY_NAME) {
            throw invalid("to must be an object with u or g");
        }
        String kind = parser.currentName();
        parser.nextToken();
        Topic topic = Topic.parse("to/" + kind + "/" + Json.readString(parser, "to." + kind));
        if (!(topic instanceof Topic.Destination destination) || parser.nextToken() != JsonToken.END_OBJECT) {
            throw invalid("to must be one of {\"u\":\"{uid}\"}, {\"u\":\"@{username}\"} and {\"g\":\"{gid}\"}");
        }
        return destination;
    }

    private static boolean beginsWithBrace(byte[] payload) {
        for (byte b : payload) {
            switch (b) {
                case ' ', '\t', '\r', '\n' -> {}
                default -> {
                    return b == '{';
                }
            }
        }
        return false;
    }

    /** @param handled reads the value of a member that only one form has; returns false for any other member */
    private static Send readObject(JsonParser parser, Predicate<String> handled) {
        Send.Builder send = Send.newBuilder();
        Content.Builder content = send.getContentBuilder();
        Extra extra = new Extra();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "id" -> send.setId(readId(parser));
                case "expiresAt" -> send.setExpiresAt(readTime(parser, "expiresAt"));
                case "burnAfter" -> send.setBurnAfter(readSeconds(parser));
                case "caption" -> content.setCaption(Json.readString(parser, "caption"));
                case "noForward" -> content.setNoForward(readBoolean(parser, "noForward"));
                case "replyTo" -> content.setReplyTo(readSeq(parser, "replyTo"));
                case "thread" -> content.setThread(readSeq(parser, "thread"));
                case "mentions" -> readMentions(parser, content);
                case "mentionAll" -> content.setMentionAll(readBoolean(parser, "mentionAll"));
                case "sendAt" -> {
                    if (!handled.test(member)) {
                        throw invalid("sendAt is for POST /v1/scheduled-messages; a message sent here is sent at once");
                    }
                }
                default -> {
                    if (!readKind(parser, member, content) && !handled.test(member)) {
                        extra.add(member, parser);
                    }
                }
            }
        }
        content.setExtra(extra.json());
        return send.build();
    }

    /** Reads the member that says what the message is; returns false for any other member. */
    private static boolean readKind(JsonParser parser, String member, Content.Builder content) {
        if (!KINDS.contains(member)) {
            return false;
        }
        if (content.getKindCase() != Content.KindCase.KIND_NOT_SET) {
            throw invalid("the message has more than one of " + String.join(", ", KINDS) + "; send one");
        }
        switch (member) {
            case "text" -> content.setText(Json.readString(parser, member));
            case "image" -> content.setImage(MediaJson.read(parser, member));
            case "file" -> content.setFile(MediaJson.read(parser, member));
            case "voice" -> content.setVoice(MediaJson.read(parser, member));
            case "video" -> content.setVideo(MediaJson.read(parser, member));
            case "album" -> content.setAlbum(AlbumJson.read(parser));
            case "location" -> content.setLocation(LocationJson.read(parser));
            case "card" -> content.setCard(CardJson.read(parser));
            case "custom" -> content.setCustom(readCustom(parser));
            case "typing" -> content.setTyping(readBoolean(parser, member));
            default -> throw new IllegalStateException("no reader for " + member);
        }
        return true;
    }

    private static ByteString readId(JsonParser parser) {
        ByteString id = MessageIds.parse(Json.readString(parser, "id"));
        if (id == null) {
            throw invalid("id must be a UUID, such as \"0197c3a0-1b2c-7def-8123-456789abcdef\"");
        }
        return id;
    }

    private static void readMentions(JsonParser parser, Content.Builder content) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("mentions must be an array of uids, or [\"all\"]");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String element = Json.readString(parser, "an element of mentions");
            if (element.equals("all")) {
                content.setMentionAll(true);
                continue;
            }
            Id uid = Id.parse(element);
            if (uid == null) {
                throw invalid("each element of mentions must be a uid or \"all\"");
            }
            content.addMentions(uid.value());
        }
    }

    private static long readSeq(JsonParser parser, String what) {
        boolean isLong = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (!isLong || parser.getLongValue() < 1) {
            throw invalid(what + " must be the number (seq) of a message");
        }
        return parser.getLongValue();
    }

    private static boolean readBoolean(JsonParser parser, String what) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw invalid(what + " must be true or false");
        };
    }

    private static long readTime(JsonParser parser, String what) {
        try {
            Instant time = Instant.parse(Json.readString(parser, what));
            if (time.getEpochSecond() > 0 && time.getEpochSecond() <= Timestamps.LATEST / 1_000) {
                return time.toEpochMilli();
            }
        } catch (DateTimeParseException malformed) {
            throw notATime(what);
        }
        throw notATime(what);
    }

    private static Refused notATime(String what) {
        return invalid(what + " must be a time, such as \"2026-11-21T09:00:00.123Z\"");
    }

    private static int readSeconds(JsonParser parser) {
        boolean isInt = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT;
        if (!isInt || parser.getIntValue() < 1 || parser.getIntValue() > Limits.BURN_SECONDS) {
            throw invalid("burnAfter must be a whole number of seconds, 1 to " + Limits.BURN_SECONDS);
        }
        return parser.getIntValue();
    }

    private static Custom readCustom(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid("custom must be an object: {\"type\":\"…\",\"data\":…}");
        }
        Custom.Builder custom = Custom.newBuilder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "type" -> custom.setType(Json.readString(parser, "custom.type"));
                case "data" -> {
                    requireOneData(custom);
                    custom.setJsonBytes(ByteString.copyFrom(Json.copyValue(parser)));
                }
                case "bytes" -> {
                    requireOneData(custom);
                    custom.setBytes(readBytes(parser));
                }
                default -> throw invalid("custom may contain only type and data (or bytes), not '" + member + "'");
            }
        }
        return custom.build();
    }

    private static void requireOneData(Custom.Builder custom) {
        if (custom.getDataCase() != Custom.DataCase.DATA_NOT_SET) {
            throw invalid("custom has both data and bytes; send only one");
        }
    }

    private static ByteString readBytes(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid("custom.bytes must be a string of base64");
        }
        return ByteString.copyFrom(parser.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS));
    }

    /** The unknown members, collected into one JSON object in their original order. */
    private static final class Extra {

        private final ByteArrayOutputStream json = new ByteArrayOutputStream(0);

        void add(String member, JsonParser parser) {
            if (ContentRules.isReserved(member)) {
                throw invalid("'" + member + "' is set by the server, not by the sender");
            }
            json.write(json.size() == 0 ? '{' : ',');
            json.writeBytes(Json.write((JsonGenerator name) -> name.writeString(Json.wellFormed("a name", member))));
            json.write(':');
            json.writeBytes(Json.copyValue(parser));
        }

        ByteString json() {
            if (json.size() > 0) {
                json.write('}');
            }
            return ByteString.copyFrom(json.toByteArray());
        }
    }
}
