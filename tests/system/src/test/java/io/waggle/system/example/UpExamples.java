package io.waggle.system.example;

import io.waggle.system.client.SampleMedia;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Publishes what the page shows as published. Media ids become those of media that Alice has uploaded, other ids become Bob's, a
 * {@code replyTo} or {@code thread} becomes the number of a message, and a time becomes one in an hour.
 */
final class UpExamples {

    private static final Pattern MEDIA = Pattern.compile("\"(image|voice|video|file)\":\\{\"mediaId\":\"(\\w+)\"");
    private static final Pattern UID = Pattern.compile("(?<=(\"uid\":|\"mentions\":\\[)\")\\w{13}(?=\")");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    private static final Pattern EARLIER = Pattern.compile("(?<=\"(?:replyTo|thread)\":)\\d+");

    private UpExamples() {}

    /** Returns what Alice publishes to Bob. */
    static String fill(Stage stage, String payload) {
        String filled = replace(MEDIA, payload, match -> withMedia(stage, match));
        filled = replace(UID, filled, match -> stage.bob().uid());
        filled = replace(TIME, filled, match -> inAnHour());
        return replace(
                EARLIER,
                filled,
                match -> Long.toString(stage.say(Stage.text("hi")).seq()));
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll(replacement);
    }

    private static String withMedia(Stage stage, MatchResult match) {
        SampleMedia sample = SampleMedia.valueOf(match.group(1).toUpperCase(java.util.Locale.ROOT));
        return match.group().replace(match.group(2), sample.upload(stage.api(), stage.alice()));
    }

    private static String inAnHour() {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plus(1, ChronoUnit.HOURS)
                .plusMillis(123)
                .toString();
    }

    /** Returns whether what arrived contains all of what was published. */
    static boolean contains(JsonNode arrived, JsonNode published) {
        if (published.isObject()) {
            return published
                    .propertyStream()
                    .allMatch(member -> contains(arrived.path(member.getKey()), member.getValue()));
        }
        if (published.isArray()) {
            boolean all = arrived.size() == published.size();
            for (int i = 0; i < published.size(); i++) {
                all &= contains(arrived.path(i), published.path(i));
            }
            return all;
        }
        return published.isNumber()
                ? arrived.isNumber() && arrived.asDouble() == published.asDouble()
                : arrived.equals(published);
    }
}
