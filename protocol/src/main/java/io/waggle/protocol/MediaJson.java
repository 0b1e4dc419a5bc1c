package io.waggle.protocol;

import io.waggle.protocol.v1.Media;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.util.HexFormat;

import static io.waggle.protocol.ContentRules.invalid;

/**
 * The JSON form of {@link Media}: clients send just {@code {"mediaId":"…"}}, and receive everything that the server knows about
 * it.
 */
final class MediaJson {

    private MediaJson() {}

    /** @param kind the name of the member that is being read */
    static Media read(JsonParser parser, String kind) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid(kind + " must be an object: {\"mediaId\":\"…\"}");
        }
        Media.Builder media = Media.newBuilder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            if (!member.equals("mediaId")) {
                throw invalid(kind + " may contain only mediaId, not '" + member + "'; the server adds the rest");
            }
            Id id = parser.currentToken() == JsonToken.VALUE_STRING ? Id.parse(parser.getString()) : null;
            if (id == null) {
                throw invalid(kind + ".mediaId must be the id of an upload");
            }
            media.setMediaId(id.value());
        }
        return media.build();
    }

    static void write(JsonGenerator json, String kind, Media media) {
        json.writeObjectPropertyStart(kind);
        json.writeStringProperty("mediaId", new Id(media.getMediaId()).toString());
        Json.writeText(json, "name", media.getName());
        Json.writeText(json, "type", media.getType());
        writeNumber(json, "size", media.getSize());
        Json.writeText(
                json, "sha256", HexFormat.of().formatHex(media.getSha256().toByteArray()));
        writeNumber(json, "width", media.getWidth());
        writeNumber(json, "height", media.getHeight());
        writeNumber(json, "durationMs", media.getDurationMs());
        Json.writeText(json, "blurhash", media.getBlurhash());
        writeTruth(json, "thumb", media.getThumb());
        writeTruth(json, "poster", media.getPoster());
        if (!media.getWaveform().isEmpty()) {
            json.writeName("waveform");
            json.writeBinary(media.getWaveform().toByteArray());
        }
        json.writeEndObject();
    }

    private static void writeNumber(JsonGenerator json, String name, long number) {
        if (number != 0) {
            json.writeNumberProperty(name, number);
        }
    }

    private static void writeTruth(JsonGenerator json, String name, boolean truth) {
        if (truth) {
            json.writeBooleanProperty(name, true);
        }
    }
}
