package io.waggle.protocol;

import io.waggle.protocol.v1.Album;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import static io.waggle.protocol.ContentRules.invalid;

/**
 * The JSON form of {@link Album}, an array: {@code [{"image":{"mediaId":"…"},"caption":"…"},{"video":{"mediaId":"…"}}]}.
 */
final class AlbumJson {

    private static final String FORM = "album must be an array of objects: "
            + "[{\"image\":{\"mediaId\":\"…\"},\"caption\":\"…\"},{\"video\":{\"mediaId\":\"…\"}}]";

    private AlbumJson() {}

    static Album read(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw invalid(FORM);
        }
        Album.Builder album = Album.newBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            album.addItems(readItem(parser, "album[" + album.getItemsCount() + "]"));
        }
        return album.build();
    }

    private static Album.Item readItem(JsonParser parser, String where) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid(FORM);
        }
        Album.Item.Builder item = Album.Item.newBuilder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "image" -> {
                    requireOneMedium(item, where);
                    item.setImage(MediaJson.read(parser, where + ".image"));
                }
                case "video" -> {
                    requireOneMedium(item, where);
                    item.setVideo(MediaJson.read(parser, where + ".video"));
                }
                case "caption" -> item.setCaption(Json.readString(parser, where + ".caption"));
                default -> throw invalid(where + " may contain only image or video, and caption, not '" + member + "'");
            }
        }
        return item.build();
    }

    private static void requireOneMedium(Album.Item.Builder item, String where) {
        if (item.getMediumCase() != Album.Item.MediumCase.MEDIUM_NOT_SET) {
            throw invalid(where + " has both image and video; give each its own element");
        }
    }

    static void write(JsonGenerator json, Album album) {
        json.writeArrayPropertyStart("album");
        album.getItemsList().forEach(item -> writeItem(json, item));
        json.writeEndArray();
    }

    private static void writeItem(JsonGenerator json, Album.Item item) {
        json.writeStartObject();
        switch (item.getMediumCase()) {
            case IMAGE -> MediaJson.write(json, "image", item.getImage());
            case VIDEO -> MediaJson.write(json, "video", item.getVideo());
            case MEDIUM_NOT_SET -> {}
        }
        Json.writeText(json, "caption", item.getCaption());
        json.writeEndObject();
    }
}
