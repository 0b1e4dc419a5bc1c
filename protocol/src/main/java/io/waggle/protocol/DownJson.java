package io.waggle.protocol;

import com.google.protobuf.ByteString;
import io.waggle.protocol.v1.Answer;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Custom;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.FriendAdded;
import io.waggle.protocol.v1.FriendRequestRejected;
import io.waggle.protocol.v1.FriendRequested;
import io.waggle.protocol.v1.GroupJoined;
import io.waggle.protocol.v1.Message;
import io.waggle.protocol.v1.Refusal;
import tools.jackson.core.JsonGenerator;

import java.util.List;

/** The JSON form of {@link Down}: a message stands bare, everything else inside one member that says what it is. */
final class DownJson {

    private DownJson() {}

    static byte[] write(Down down) {
        return Json.write(json -> write(json, down));
    }

    static byte[] writePage(List<Message> items, boolean more) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("items");
            items.forEach(item -> writeMessage(json, item));
            json.writeEndArray();
            json.writeBooleanProperty("more", more);
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

    private static void write(JsonGenerator json, Down down) {
        if (down.hasMessage()) {
            writeMessage(json, down.getMessage());
            return;
        }
        json.writeStartObject();
        switch (down.getEventCase()) {
            case ERROR -> writeRefusal(json, down.getError());
            case ANSWER -> writeAnswer(json, down.getAnswer());
            case FRIEND_REQUESTED -> writeFriendRequested(json, down.getFriendRequested());
            case FRIEND_ADDED -> writeFriendAdded(json, down.getFriendAdded());
            case FRIEND_REQUEST_REJECTED -> writeFriendRequestRejected(json, down.getFriendRequestRejected());
            case GROUP_JOINED -> writeGroupJoined(json, down.getGroupJoined());
            case MESSAGE, EVENT_NOT_SET -> {}
        }
        json.writeEndObject();
    }

    private static void writeMessage(JsonGenerator json, Message message) {
        json.writeStartObject();
        json.writeStringProperty("conversation", new Id(message.getConversation()).toString());
        json.writeNumberProperty("seq", message.getSeq());
        json.writeStringProperty("from", new Id(message.getFrom()).toString());
        json.writeStringProperty("at", Timestamps.toString(message.getAt()));
        json.writeStringProperty("id", MessageIds.toString(message.getId()));
        writeContent(json, message.getContent());
        json.writeEndObject();
    }

    private static void writeContent(JsonGenerator json, Content content) {
        switch (content.getKindCase()) {
            case TEXT -> json.writeStringProperty("text", content.getText());
            case CUSTOM -> writeCustom(json, content.getCustom());
            // A kind from a newer version that a protobuf client sent: JSON has no name for it yet.
            case KIND_NOT_SET -> {}
        }
        if (!content.getExtra().isEmpty()) {
            Json.writeMembers(json, content.getExtra().toByteArray());
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
                // Not read again: it is the service's own JSON, and messages within it stand deeper than they came.
                json.writeRawValue(answer.getResult().toStringUtf8());
            }
            case ERROR -> writeRefusal(json, answer.getError());
            case OUTCOME_NOT_SET -> {}
        }
        json.writeEndObject();
    }

    private static void writeFriendRequested(JsonGenerator json, FriendRequested requested) {
        json.writeObjectPropertyStart("friendRequested");
        writeId(json, "id", requested.getId());
        writeId(json, "from", requested.getFrom());
        if (!requested.getGreeting().isEmpty()) {
            json.writeStringProperty("greeting", requested.getGreeting());
        }
        json.writeEndObject();
    }

    private static void writeFriendAdded(JsonGenerator json, FriendAdded added) {
        json.writeObjectPropertyStart("friendAdded");
        writeId(json, "uid", added.getUid());
        json.writeEndObject();
    }

    private static void writeFriendRequestRejected(JsonGenerator json, FriendRequestRejected rejected) {
        json.writeObjectPropertyStart("friendRequestRejected");
        writeId(json, "id", rejected.getId());
        writeId(json, "uid", rejected.getUid());
        json.writeEndObject();
    }

    private static void writeGroupJoined(JsonGenerator json, GroupJoined joined) {
        json.writeObjectPropertyStart("groupJoined");
        writeId(json, "gid", joined.getGid());
        json.writeStringProperty("name", joined.getName());
        json.writeEndObject();
    }

    private static void writeId(JsonGenerator json, String name, long id) {
        json.writeStringProperty(name, new Id(id).toString());
    }

    private static void writeOptionalId(JsonGenerator json, ByteString id) {
        if (!id.isEmpty()) {
            json.writeStringProperty("id", MessageIds.toString(id));
        }
    }
}
