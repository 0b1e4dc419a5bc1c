package io.waggle.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.waggle.protocol.v1.Answer;
import io.waggle.protocol.v1.CombinedMessage;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Custom;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Edit;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.Now;
import io.waggle.protocol.v1.Pin;
import io.waggle.protocol.v1.Refusal;
import io.waggle.protocol.v1.Send;
import tools.jackson.core.JsonGenerator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The JSON form of {@link Down}. A message and a presence are written without a wrapper; everything else is inside one member
 * that names its kind.
 */
final class DownJson {

    private static final Set<String> NOTICES = Down.getDescriptor().getFields().stream()
            .map(FieldDescriptor::getJsonName)
            .collect(Collectors.toUnmodifiableSet());

    private DownJson() {}

    static byte[] write(Down down) {
        return Json.write(json -> write(json, down));
    }

    static byte[] writePage(List<Message> items, boolean more) {
        return writePage(items, more, DownJson::writeMessage);
    }

    static byte[] writeCombined(List<CombinedMessage> items, boolean more) {
        return writePage(items, more, DownJson::writeCombined);
    }

    private static <T> byte[] writePage(List<T> items, boolean more, BiConsumer<JsonGenerator, T> writer) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            items.forEach(item -> writer.accept(json, item));
            json.writeEndArray();
            json.writeBooleanProperty("more", more);
            json.writeEndObject();
        });
    }

    static byte[] writeSend(Send send) {
        return Json.write(json -> {
            json.writeStartObject();
            writeOptionalId(json, send.getId());
            writeExpiry(json, send.getExpiresAt(), send.getBurnAfter());
            writeContent(json, send.getContent());
            json.writeEndObject();
        });
    }

    static byte[] writeError(Refusal refusal) {
        return Json.write(json -> {
            json.writeStartObject();
            writeRefusal(json, refusal);
            json.writeEndObject();
        });
    }

    /** Removes the detail. It is the last member, and no member before it is free text. */
    static byte[] withoutDetail(byte[] error) {
        String text = new String(error, StandardCharsets.UTF_8);
        int detail = text.indexOf(",\"detail\":");
        return detail < 0 ? error : (text.substring(0, detail) + "}}").getBytes(StandardCharsets.UTF_8);
    }

    static String noticeName(Down notice) {
        FieldDescriptor field =
                Down.getDescriptor().findFieldByNumber(notice.getEventCase().getNumber());
        return field == null ? "" : field.getJsonName();
    }

    /** Returns the name of the notice. Only a presence has no wrapper. */
    static String noticeName(byte[] notice) {
        String text = new String(notice, StandardCharsets.UTF_8);
        String first = text.substring(2, text.indexOf('"', 2));
        return NOTICES.contains(first) ? first : "presence";
    }

    private static void write(JsonGenerator json, Down down) {
        if (down.hasMessage()) {
            writeMessage(json, down.getMessage());
            return;
        }
        json.writeStartObject();
        switch (down.getEventCase()) {
            case ERROR -> writeRefusal(json, down.getError());
            case ANSWER -> writeAnswer(json, down.getAnswer());
            case NOW -> writeNow(json, down.getNow());
            case PRESENCE -> FieldsJson.write(json, down.getPresence());
            case EVENT_NOT_SET -> {}
            default -> FieldsJson.write(json, down);
        }
        json.writeEndObject();
    }

    private static void writeMessage(JsonGenerator json, Message message) {
        json.writeStartObject();
        json.writeStringProperty("conversation", new Id(message.getConversation()).toString());
        json.writeNumberProperty("seq", message.getSeq());
        json.writeStringProperty("from", new Id(message.getFrom()).toString());
        json.writeStringProperty("at", Timestamps.toString(message.getAt()));
        if (message.hasRecalled()) {
            writeFields(json, "recalled", message.getRecalled());
        } else if (message.getExpired()) {
            json.writeBooleanProperty("expired", true);
        } else {
            json.writeStringProperty("id", MessageIds.toString(message.getId()));
            writeExpiry(json, message.getExpiresAt(), message.getBurnAfter());
            writeContent(json, message.getContent());
            writeRevision(json, message);
        }
        if (message.hasThread()) {
            writeFields(json, "thread", message.getThread());
        }
        if (message.hasVersion()) {
            json.writeNumberProperty("version", message.getVersion());
        }
        json.writeEndObject();
    }

    private static void writeCombined(JsonGenerator json, CombinedMessage message) {
        json.writeStartObject();
        json.writeNumberProperty("seq", message.getSeq());
        if (message.getFrom() != 0) {
            json.writeStringProperty("from", new Id(message.getFrom()).toString());
            json.writeStringProperty("at", Timestamps.toString(message.getAt()));
        }
        writeContent(json, message.getContent());
        json.writeEndObject();
    }

    private static void writeRevision(JsonGenerator json, Message message) {
        if (message.hasQuote()) {
            writeFields(json, "quote", message.getQuote());
        }
        if (message.hasEdited()) {
            writeFields(json, "edited", message.getEdited());
        }
        if (message.getReactionsCount() > 0) {
            json.writeArrayPropertyStart("reactions");
            message.getReactionsList().forEach(reaction -> {
                json.writeStartObject();
                FieldsJson.write(json, reaction);
                json.writeEndObject();
            });
            json.writeEndArray();
        }
    }

    private static void writeFields(JsonGenerator json, String member, com.google.protobuf.Message fields) {
        json.writeObjectPropertyStart(member);
        FieldsJson.write(json, fields);
        json.writeEndObject();
    }

    private static void writeExpiry(JsonGenerator json, long expiresAt, int burnAfter) {
        if (expiresAt > 0) {
            json.writeStringProperty("expiresAt", Timestamps.toString(expiresAt));
        }
        if (burnAfter > 0) {
            json.writeNumberProperty("burnAfter", burnAfter);
        }
    }

    private static void writeNow(JsonGenerator json, Now now) {
        json.writeObjectPropertyStart("now");
        json.writeStringProperty("from", new Id(now.getFrom()).toString());
        switch (now.getPlaceCase()) {
            case TO -> json.writeStringProperty("to", new Id(now.getTo()).toString());
            case GID -> json.writeStringProperty("gid", new Id(now.getGid()).toString());
            case PLACE_NOT_SET -> {}
        }
        json.writeStringProperty("at", Timestamps.toString(now.getAt()));
        writeContent(json, now.getContent());
        json.writeEndObject();
    }

    private static void writeContent(JsonGenerator json, Content content) {
        switch (content.getKindCase()) {
            case TEXT -> json.writeStringProperty("text", content.getText());
            case CUSTOM -> writeCustom(json, content.getCustom());
            case CHANGE -> writeFields(json, "change", content.getChange());
            case RECALL -> writeFields(json, "recall", content.getRecall());
            case EDIT -> writeEdit(json, content.getEdit());
            case PIN -> writePin(json, content.getPin());
            case COMBINED -> writeFields(json, "combined", content.getCombined());
            case IMAGE -> MediaJson.write(json, "image", content.getImage());
            case FILE -> MediaJson.write(json, "file", content.getFile());
            case VOICE -> MediaJson.write(json, "voice", content.getVoice());
            case VIDEO -> MediaJson.write(json, "video", content.getVideo());
            case ALBUM -> AlbumJson.write(json, content.getAlbum());
            case LOCATION -> LocationJson.write(json, content.getLocation());
            case CARD -> CardJson.write(json, content.getCard());
            case TYPING -> json.writeBooleanProperty("typing", content.getTyping());
            // A kind of a newer version, sent by a protobuf client: JSON has no name for it yet.
            case KIND_NOT_SET -> {}
        }
        Json.writeText(json, "caption", content.getCaption());
        if (content.hasForwarded()) {
            writeFields(json, "forwarded", content.getForwarded());
        }
        if (content.getNoForward()) {
            json.writeBooleanProperty("noForward", true);
        }
        if (content.getReplyTo() != 0) {
            json.writeNumberProperty("replyTo", content.getReplyTo());
        }
        if (content.getThread() != 0) {
            json.writeNumberProperty("thread", content.getThread());
        }
        writeMentions(json, content);
        if (!content.getExtra().isEmpty()) {
            Json.writeMembers(json, content.getExtra().toByteArray());
        }
    }

    private static void writeEdit(JsonGenerator json, Edit edit) {
        json.writeObjectPropertyStart("edit");
        json.writeNumberProperty("seq", edit.getSeq());
        writeContent(json, edit.getContent());
        json.writeEndObject();
    }

    private static void writePin(JsonGenerator json, Pin pin) {
        json.writeObjectPropertyStart(pin.getRemoved() ? "unpin" : "pin");
        json.writeNumberProperty("seq", pin.getSeq());
        json.writeEndObject();
    }

    private static void writeMentions(JsonGenerator json, Content content) {
        if (content.getMentionsCount() > 0) {
            json.writeArrayPropertyStart("mentions");
            content.getMentionsList().forEach(uid -> json.writeString(new Id(uid).toString()));
            json.writeEndArray();
        }
        if (content.getMentionAll()) {
            json.writeBooleanProperty("mentionAll", true);
        }
    }

    private static void writeCustom(JsonGenerator json, Custom custom) {
        json.writeObjectPropertyStart("custom");
        json.writeStringProperty("type", custom.getType());
        switch (custom.getDataCase()) {
            case JSON -> {
                json.writeName("data");
                Json.writeValue(json, custom.getJsonBytes().toByteArray());
            }
            case BYTES -> {
                json.writeName("bytes");
                json.writeBinary(custom.getBytes().toByteArray());
            }
            case DATA_NOT_SET -> {}
        }
        json.writeEndObject();
    }

    private static void writeRefusal(JsonGenerator json, Refusal refusal) {
        json.writeObjectPropertyStart("error");
        json.writeStringProperty("code", refusal.getCode());
        writeOptionalId(json, refusal.getId());
        if (refusal.hasRetryAfter()) {
            json.writeNumberProperty("retryAfter", refusal.getRetryAfter());
        }
        if (!refusal.getDetail().isEmpty()) {
            json.writeStringProperty("detail", refusal.getDetail());
        }
        json.writeEndObject();
    }

    private static void writeAnswer(JsonGenerator json, Answer answer) {
        json.writeObjectPropertyStart("answer");
        json.writeStringProperty("method", answer.getMethod());
        if (!answer.getId().isEmpty()) {
            json.writeStringProperty("id", answer.getId());
        }
        switch (answer.getOutcomeCase()) {
            case RESULT -> {
                json.writeName("result");
                // Written without parsing: it is the service's own JSON, and messages in it are nested deeper than the
                // parser
                // allows.
                json.writeRawValue(answer.getResult().toStringUtf8());
            }
            case ERROR -> writeRefusal(json, answer.getError());
            case OUTCOME_NOT_SET -> {}
        }
        json.writeEndObject();
    }

    private static void writeOptionalId(JsonGenerator json, ByteString id) {
        if (!id.isEmpty()) {
            json.writeStringProperty("id", MessageIds.toString(id));
        }
    }
}
