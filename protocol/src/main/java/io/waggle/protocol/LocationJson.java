package io.waggle.protocol;

import io.waggle.protocol.v1.Location;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import static io.waggle.protocol.ContentRules.invalid;

/** The JSON form of {@link Location}: {@code {"lat":48.1,"lon":11.6,"accuracy":12,"name":"…","address":"…"}}. */
final class LocationJson {

    /** Up to here, a double represents every whole number. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private LocationJson() {}

    static Location read(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid("location must be an object: {\"lat\":48.1,\"lon\":11.6}");
        }
        Location.Builder location = Location.newBuilder();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "lat" -> location.setLat(readNumber(parser, "location.lat"));
                case "lon" -> location.setLon(readNumber(parser, "location.lon"));
                case "accuracy" -> location.setAccuracy(readNumber(parser, "location.accuracy"));
                case "name" -> location.setName(Json.readString(parser, "location.name"));
                case "address" -> location.setAddress(Json.readString(parser, "location.address"));
                default ->
                    throw invalid("location may contain only lat, lon, accuracy, name and address, not '" + member
                            + "'; put other members beside location");
            }
        }
        return location.build();
    }

    private static double readNumber(JsonParser parser, String what) {
        if (!parser.currentToken().isNumeric()) {
            throw invalid(what + " must be a number");
        }
        return parser.getDoubleValue();
    }

    static void write(JsonGenerator json, Location location) {
        json.writeObjectPropertyStart("location");
        writeNumber(json, "lat", location.getLat());
        writeNumber(json, "lon", location.getLon());
        if (location.hasAccuracy()) {
            writeNumber(json, "accuracy", location.getAccuracy());
        }
        Json.writeText(json, "name", location.getName());
        Json.writeText(json, "address", location.getAddress());
        json.writeEndObject();
    }

    /** Writes a whole number without a fraction, as senders do. */
    private static void writeNumber(JsonGenerator json, String name, double number) {
        if (number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE) {
            json.writeNumberProperty(name, (long) number);
        } else {
            json.writeNumberProperty(name, number);
        }
    }
}
