package io.waggle.protocol;

import com.google.protobuf.ByteString;
import io.waggle.protocol.v1.Album;
import io.waggle.protocol.v1.Card;
import io.waggle.protocol.v1.Content;
import io.waggle.protocol.v1.Custom;
import io.waggle.protocol.v1.Down;
import io.waggle.protocol.v1.Location;
import io.waggle.protocol.v1.Media;
import io.waggle.protocol.v1.Send;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for the content of messages in every format. */
final class ContentRules {

    /** Members of the JSON form that have a meaning of their own, in lower case. No sender can set them. */
    private static final Set<String> RESERVED_MEMBERS = Stream.concat(
                    Stream.of(
                            "conversation",
                            "seq",
                            "from",
                            "at",
                            "id",
                            "text",
                            "custom",
                            "change",
                            "typing",
                            "image",
                            "file",
                            "voice",
                            "video",
                            "location",
                            "card",
                            "album",
                            "caption",
                            "expiresat",
                            "burnafter",
                            "expired",
                            "mentions",
                            "mentionall",
                            "recall",
                            "recalled",
                            "edit",
                            "edited",
                            "pin",
                            "unpin",
                            "combined",
                            "forwarded",
                            "noforward",
                            "replyto",
                            "quote",
                            "version",
                            "receipt",
                            "sendat",
                            "gap"),
                    Down.getDescriptor().getFields().stream()
                            .map(field -> field.getJsonName().toLowerCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());

    /** Members that say where an ephemeral message went; reserved there too. */
    private static final Set<String> PLACES = Set.of("to", "gid");

    /** Control characters, half surrogate pairs, and unassigned code points. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Cn}]");

    /** The length limit of a refusal's detail, which may contain names that the sender chose. */
    private static final int DETAIL_LENGTH = 300;

    private ContentRules() {}

    /** Checks a durable message. */
    static void check(Send send) {
        if (send.getContent().hasTyping()) {
            throw invalid("typing is not stored; publish it to now/u/{uid} or now/g/{gid}");
        }
        if (send.getExpiresAt() < 0 || send.getExpiresAt() > Timestamps.LATEST) {
            throw invalid("expiresAt must be a time between 1970 and 9999");
        }
        // An unsigned number may be larger than the largest int.
        if (Integer.compareUnsigned(send.getBurnAfter(), Limits.BURN_SECONDS) > 0) {
            throw invalid("burnAfter must be 1 to " + Limits.BURN_SECONDS + " seconds");
        }
        checkAny(send);
    }

    /** Checks an ephemeral message. */
    static void checkNow(Send send) {
        if (send.getExpiresAt() != 0 || send.getBurnAfter() != 0) {
            throw invalid("a message on now/ is not stored; leave out expiresAt and burnAfter");
        }
        if (send.getContent().getReplyTo() != 0) {
            throw invalid("replyTo is for messages that are stored: publish the reply to to/u/{uid} or to/g/{gid}");
        }
        if (send.getContent().getThread() != 0) {
            throw invalid("thread is for messages that are stored: publish the message to to/u/{uid} or to/g/{gid}");
        }
        checkAny(send);
        if (!MediaKinds.mediaOf(send.getContent()).isEmpty()) {
            throw invalid("a message on now/ cannot have media; publish it to to/u/{uid} or to/g/{gid}");
        }
        ByteString extra = send.getContent().getExtra();
        if (!extra.isEmpty()) {
            for (String member : Json.members("extra", extra.toByteArray())) {
                if (PLACES.contains(member.toLowerCase(Locale.ROOT))) {
                    throw invalid("'" + member + "' is set by the server, not by the sender");
                }
            }
        }
    }

    private static void checkAny(Send send) {
        int idLength = send.getId().size();
        if (idLength != 0 && idLength != MessageIds.LENGTH) {
            throw invalid("id has " + idLength + " bytes; it must have " + MessageIds.LENGTH + " or be absent");
        }
        Content content = send.getContent();
        switch (content.getKindCase()) {
            case TEXT -> checkText(content.getTextBytes());
            case CUSTOM -> checkCustom(content.getCustom());
            case TYPING -> {}
            case IMAGE -> checkMedia(content.getImage());
            case FILE -> checkMedia(content.getFile());
            case VOICE -> checkMedia(content.getVoice());
            case VIDEO -> checkMedia(content.getVideo());
            case ALBUM -> checkAlbum(content.getAlbum());
            case LOCATION -> checkLocation(content.getLocation());
            case CARD -> checkCard(content.getCard());
            case CHANGE -> throw invalid("only the server sends change; request the change over HTTP or rpc");
            case RECALL, EDIT, PIN ->
                throw invalid("only the server sends recall, edit and pin; call the operation over HTTP or rpc");
            case COMBINED -> throw invalid("only the server sends combined; forward the messages over HTTP or rpc");
            case KIND_NOT_SET ->
                throw invalid(
                        "the message has no content; give it text, image, file, voice, video, album, location, card or custom");
        }
        if (content.hasForwarded()) {
            throw invalid("only the server sets forwarded; forward the message over HTTP or rpc");
        }
        checkCaption(content);
        if (content.getReplyTo() < 0) {
            throw invalid("replyTo must be the number of a message");
        }
        if (content.getThread() < 0) {
            throw invalid("thread must be the number of the message that the thread begins with");
        }
        if (content.getMentionsCount() > Limits.MENTIONS) {
            throw new Refused(
                    ErrorCode.TOO_LONG,
                    "mentions has " + content.getMentionsCount() + " users; mention at most " + Limits.MENTIONS
                            + ", or set mentionAll");
        }
        if (!content.getExtra().isEmpty()) {
            checkExtra(content.getExtra());
        }
        // Unknown fields of a newer version have no limit of their own.
        checkLength("content", content.getSerializedSize(), Limits.CONTENT_BYTES);
    }

    private static void checkText(ByteString text) {
        if (text.isEmpty()) {
            throw invalid("text is empty");
        }
        checkLength("text", text.size(), Limits.TEXT_BYTES);
    }

    /** Checks only the id: the server corrects all other fields. */
    private static void checkMedia(Media media) {
        if (media.getMediaId() == 0) {
            throw invalid("mediaId is missing");
        }
    }

    private static void checkCaption(Content content) {
        if (!content.getCaption().isEmpty() && MediaKinds.mediaOf(content).isEmpty()) {
            throw invalid(
                    "caption is only allowed beside image, file, voice, video or album; remove it, or send media");
        }
        checkLength("caption", content.getCaptionBytes().size(), Limits.TEXT_BYTES);
    }

    private static void checkAlbum(Album album) {
        int items = album.getItemsCount();
        if (items > Limits.ALBUM_MAX) {
            throw new Refused(
                    ErrorCode.TOO_LONG, "album has " + items + " images and videos; the limit is " + Limits.ALBUM_MAX);
        }
        if (items < Limits.ALBUM_MIN) {
            throw invalid("album must have at least " + Limits.ALBUM_MIN
                    + " images and videos; send a single one as image or video");
        }
        for (Album.Item item : album.getItemsList()) {
            switch (item.getMediumCase()) {
                case IMAGE -> checkMedia(item.getImage());
                case VIDEO -> checkMedia(item.getVideo());
                case MEDIUM_NOT_SET -> throw invalid("each element of album must have image or video");
            }
            checkLength("a caption in album", item.getCaptionBytes().size(), Limits.TEXT_BYTES);
        }
    }

    private static void checkLocation(Location location) {
        if (!location.hasLat() || !location.hasLon()) {
            throw invalid("location must have lat and lon");
        }
        checkRange("location.lat", location.getLat(), 90);
        checkRange("location.lon", location.getLon(), 180);
        if (location.hasAccuracy() && !(location.getAccuracy() >= 0 && Double.isFinite(location.getAccuracy()))) {
            throw invalid("location.accuracy must be 0 metres or more");
        }
        checkCharacters("location.name", location.getName(), Limits.LOCATION_NAME_LENGTH);
        checkCharacters("location.address", location.getAddress(), Limits.LOCATION_ADDRESS_LENGTH);
    }

    /** Refuses NaN too. */
    private static void checkRange(String what, double degrees, int limit) {
        if (!(Math.abs(degrees) <= limit)) {
            throw invalid(what + " must be -" + limit + " to " + limit + " degrees");
        }
    }

    private static void checkCard(Card card) {
        boolean hasDetails = card.getPhonesCount() > 0 || card.getEmailsCount() > 0;
        if (card.getUid() != 0) {
            if (!card.getName().isEmpty() || hasDetails) {
                throw invalid("a card with uid must not have name, phones or emails; the user's profile has them");
            }
            return;
        }
        if (card.getName().isBlank()) {
            throw invalid("card must have either uid, for a user here, or name, for anybody else");
        }
        checkCharacters("card.name", card.getName(), Limits.CARD_NAME_LENGTH);
        checkStrings("card.phones", card.getPhonesList(), Limits.PHONE_LENGTH);
        checkStrings("card.emails", card.getEmailsList(), Limits.EMAIL_LENGTH);
    }

    private static void checkStrings(String what, List<String> strings, int limit) {
        if (strings.size() > Limits.CARD_ENTRIES) {
            throw new Refused(
                    ErrorCode.TOO_LONG,
                    what + " has " + strings.size() + " elements; the limit is " + Limits.CARD_ENTRIES);
        }
        for (String string : strings) {
            if (string.isBlank()) {
                throw invalid(what + " has an empty element; leave it out");
            }
            checkCharacters("an element of " + what, string, limit);
        }
    }

    private static void checkCharacters(String what, String text, int limit) {
        int characters = text.codePointCount(0, text.length());
        if (characters > limit) {
            throw new Refused(ErrorCode.TOO_LONG, what + " has " + characters + " characters; the limit is " + limit);
        }
    }

    private static void checkCustom(Custom custom) {
        String type = custom.getType();
        if (type.isEmpty() || type.length() > Limits.CUSTOM_TYPE_LENGTH) {
            throw invalid("custom.type must have 1 to " + Limits.CUSTOM_TYPE_LENGTH + " characters");
        }
        switch (custom.getDataCase()) {
            case JSON -> {
                checkLength("custom.data", custom.getJsonBytes().size(), Limits.CUSTOM_BYTES);
                Json.checkValue("custom.json", custom.getJsonBytes().toByteArray());
            }
            case BYTES -> checkLength("custom.bytes", custom.getBytes().size(), Limits.CUSTOM_BYTES);
            case DATA_NOT_SET -> {}
        }
    }

    private static void checkExtra(ByteString extra) {
        checkLength("the JSON of the other members", extra.size(), Limits.CUSTOM_BYTES);
        for (String member : Json.members("extra", extra.toByteArray())) {
            if (isReserved(member)) {
                throw invalid("extra must not have the member '" + member + "', which is reserved");
            }
        }
    }

    /** Ignores case, since many JSON libraries read {@code From} as {@code from}. */
    static boolean isReserved(String member) {
        // Upper case first: ſ and K have lower case forms of their own, but become S and K in upper case.
        return RESERVED_MEMBERS.contains(member.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }

    private static void checkLength(String what, int bytes, int limit) {
        if (bytes > limit) {
            throw new Refused(ErrorCode.TOO_LONG, what + " has " + bytes + " bytes; the limit is " + limit);
        }
    }

    /**
     * Returns a refusal with this detail. The detail may contain text of the sender, so it is made short and printable, to fit
     * any transport.
     */
    static Refused invalid(String detail) {
        String start = detail.codePointCount(0, detail.length()) > DETAIL_LENGTH
                ? detail.substring(0, detail.offsetByCodePoints(0, DETAIL_LENGTH)) + "…"
                : detail;
        return new Refused(ErrorCode.INVALID_PAYLOAD, UNPRINTABLE.matcher(start).replaceAll("\uFFFD"));
    }
}
