package io.waggle.protocol;

/** Limits on which clients may rely. */
public final class Limits {

    /** The longest text, in bytes of UTF-8. */
    public static final int TEXT_BYTES = 8_192;

    /** The largest data of a custom message, in bytes; also the limit for all unknown JSON members together. */
    public static final int CUSTOM_BYTES = 8_192;

    /** The longest type of a custom message, in characters. */
    public static final int CUSTOM_TYPE_LENGTH = 64;

    /** The fewest and the most images and videos of an album. */
    public static final int ALBUM_MIN = 2;

    public static final int ALBUM_MAX = 20;

    /** The longest name and the longest address of a location, in characters. */
    public static final int LOCATION_NAME_LENGTH = 200;

    public static final int LOCATION_ADDRESS_LENGTH = 500;

    /** The longest name on a contact card, in characters. */
    public static final int CARD_NAME_LENGTH = 100;

    /** The most phone numbers, and the most email addresses, on a contact card. */
    public static final int CARD_ENTRIES = 10;

    /** The longest phone number and the longest email address on a contact card, in characters. */
    public static final int PHONE_LENGTH = 64;

    public static final int EMAIL_LENGTH = 254;

    /**
     * The largest content of one message, in bytes of protobuf. It includes unknown fields of a newer sender, which are stored
     * unread.
     */
    public static final int CONTENT_BYTES = 32_768;

    /** The most users that one message may mention; to mention more, a sender mentions everyone. */
    public static final int MENTIONS = 100;

    /** The most messages that are forwarded at once, and the most conversations that they are forwarded to. */
    public static final int FORWARDED_MESSAGES = 100;

    public static final int FORWARD_TARGETS = 20;

    /** The longest title of a combined message, in characters. */
    public static final int COMBINED_TITLE_LENGTH = 100;

    /** How deep combined messages may be nested. */
    public static final int COMBINED_DEPTH = 3;

    /** The most messages of a combined message, and their largest content in bytes, with those of nested ones. */
    public static final int COMBINED_MESSAGES = 1_000;

    public static final int COMBINED_BYTES = 1_048_576;

    /** The longest time from the reading of a message to its burning: thirty days. */
    public static final int BURN_SECONDS = 2_592_000;

    /**
     * The largest MQTT packet, in bytes. A larger one ends the connection, so the limit leaves room to refuse content that is
     * merely too long.
     */
    public static final int PACKET_BYTES = 262_144;

    /** The smallest Maximum Packet Size, in bytes, that a client may have: every replacement for a larger packet fits it. */
    public static final int CLIENT_PACKET_BYTES = 256;

    /** The longest topic or client id, in characters; the longest topic of the contract is {@code to/u/@} and a username. */
    public static final int TOPIC_LENGTH = 128;

    /** The most topic filters in one SUBSCRIBE or UNSUBSCRIBE; a packet with more ends the connection. */
    public static final int FILTERS = 1_000;

    /** The most topic filters of one connection per second; a packet that exceeds it is answered later. */
    public static final int FILTERS_PER_SECOND = 200;

    /** The most users whose presence one connection may watch. */
    public static final int WATCHED_USERS = 1_000;

    public static final int HISTORY_DEFAULT = 20;
    public static final int HISTORY_MAX = 100;

    private Limits() {}
}
