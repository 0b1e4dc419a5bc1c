package io.waggle.protocol;

/** Sizes that clients may rely on. */
public final class Limits {

    /** Of a text, in bytes of UTF-8. */
    public static final int TEXT_BYTES = 8_192;

    /** Of a custom message's data, and of the JSON members that this version does not know. */
    public static final int CUSTOM_BYTES = 8_192;

    /** Of a custom message's type, in characters. */
    public static final int CUSTOM_TYPE_LENGTH = 64;

    /** Of all that one message says, in protobuf: with what its sender's newer version adds, which is kept unread. */
    public static final int CONTENT_BYTES = 32_768;

    /** Users whom one message may name; beyond that it means everyone. */
    public static final int MENTIONS = 100;

    /** From a message's being read to its burning, at most: thirty days. */
    public static final int BURN_SECONDS = 2_592_000;

    /** Of one MQTT packet; a larger one ends the connection, so it leaves room to refuse what is merely too long. */
    public static final int PACKET_BYTES = 262_144;

    /** What a client's Maximum Packet Size is at least: whatever is told in place of a larger packet fits it. */
    public static final int CLIENT_PACKET_BYTES = 256;

    /** Of a topic or a client id, in characters; the longest of the contract is {@code to/u/@} and a username. */
    public static final int TOPIC_LENGTH = 128;

    /** Of topic filters in one SUBSCRIBE or UNSUBSCRIBE; one that names more ends the connection. */
    public static final int FILTERS = 1_000;

    /** Of topic filters that one connection names; what comes faster is answered later. */
    public static final int FILTERS_PER_SECOND = 200;

    /** Users whose presence one connection watches. */
    public static final int WATCHED_USERS = 1_000;

    public static final int HISTORY_DEFAULT = 20;
    public static final int HISTORY_MAX = 100;

    private Limits() {}
}
