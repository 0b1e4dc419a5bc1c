package io.waggle.protocol;

import io.waggle.protocol.v1.Card;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.util.ArrayList;
import java.util.List;

import static io.waggle.protocol.ContentRules.invalid;

/** The JSON form of {@link Card}: {@code {"uid":"…"}} or {@code {"name":"…","phones":["…"],"emails":["…"]}}. */
final class CardJson {

    private CardJson() {}

    static Card read(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid("card must be an object: {\"uid\":\"…\"} or {\"name\":\"…\",\"phones\":[\"…\"]}");
        }
        Card.Builder card = Card.newBuilder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "uid" -> card.setUid(readUid(parser));
                case "name" -> card.setName(readName(parser));
                case "phones" -> card.addAllPhones(readStrings(parser, "card.phones"));
                case "emails" -> card.addAllEmails(readStrings(parser, "card.emails"));
                default ->
                    throw invalid("card may contain only uid, or name, phones and emails, not '" + member
                            + "'; put other members beside card");
            }
        }
        return card.build();
    }

    private static long readUid(JsonParser parser) {
        Id uid = parser.currentToken() == JsonToken.VALUE_STRING ? Id.parse(parser.getString()) : null;
        if (uid == null || uid.value() == 0) {
            throw invalid("card.uid must be a uid");
        }
        return uid.value();
    }

    /** An empty name would be as good as none, also on a card with {@code uid}. */
    private static String readName(JsonParser parser) {
        String name = Json.readString(parser, "card.name");
        if (name.isEmpty()) {
            throw invalid("card.name is empty; leave it out, and give uid");
        }
        return name;
    }

    private static List<String> readStrings(JsonParser parser, String what) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw invalid(what + " must be an array of strings");
        }
        List<String> strings = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            strings.add(Json.readString(parser, "each element of " + what));
        }
        return strings;
    }

    static void write(JsonGenerator json, Card card) {
        json.writeObjectPropertyStart("card");
        if (card.getUid() != 0) {
            json.writeStringProperty("uid", new Id(card.getUid()).toString());
        }
        Json.writeText(json, "name", card.getName());
        writeStrings(json, "phones", card.getPhonesList());
        writeStrings(json, "emails", card.getEmailsList());
        json.writeEndObject();
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> strings) {
        if (!strings.isEmpty()) {
            json.writeArrayPropertyStart(name);
            strings.forEach(json::writeString);
            json.writeEndArray();
        }
    }
}
