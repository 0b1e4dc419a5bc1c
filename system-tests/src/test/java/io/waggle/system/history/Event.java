package io.waggle.system.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A line of a log. Each has its time in milliseconds since 1970; within a file they stand in the order in which they happened.
 *
 * <p>Ids are written as they are in JSON everywhere.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Device.class, name = "device"),
    @JsonSubTypes.Type(value = Event.Connected.class, name = "connected"),
    @JsonSubTypes.Type(value = Event.Received.class, name = "received"),
    @JsonSubTypes.Type(value = Event.Gap.class, name = "gap"),
    @JsonSubTypes.Type(value = Event.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = Event.Leaving.class, name = "leaving"),
    @JsonSubTypes.Type(value = Event.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Event.Sending.class, name = "sending"),
    @JsonSubTypes.Type(value = Event.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = Event.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Event.Read.class, name = "read"),
    @JsonSubTypes.Type(value = Event.LossyWay.class, name = "lossyWay"),
    @JsonSubTypes.Type(value = Event.Down.class, name = "down"),
    @JsonSubTypes.Type(value = Event.Up.class, name = "up"),
    @JsonSubTypes.Type(value = Event.StoredCursor.class, name = "storedCursor"),
    @JsonSubTypes.Type(value = Event.StoredRead.class, name = "storedRead"),
    @JsonSubTypes.Type(value = Event.Unread.class, name = "unread")
})
public sealed interface Event {

    long at();

    // By a device
    // -----------------------------------------------------------------------------------------------------------

    /**
     * The first line of a device's log.
     *
     * @param batch whether it keeps count itself: then it logs as received what it has taken, in its own order
     */
    record Device(long at, String device, String user, boolean batch) implements Event {}

    /** The CONNACK has come. */
    record Connected(long at) implements Event {}

    record Received(long at, String conversation, long seq) implements Event {}

    /** A notice that these entries will not come. */
    record Gap(long at, String conversation, long from, long to) implements Event {}

    /**
     * The device says that it has these entries. Logged before the PUBACK, or the batch, is written; so what is not logged was
     * not acknowledged.
     */
    record Acknowledged(long at, String conversation, long from, long to) implements Event {}

    /** A DISCONNECT is about to be written: behind all that was acknowledged before, and before what is acknowledged later. */
    record Leaving(long at) implements Event {}

    /** @param clean the connection was closed after a DISCONNECT; by the server, unless the way is lossy */
    record Ended(long at, boolean clean) implements Event {}

    /** @param id the client message id, as a UUID; sent again it has the same */
    record Sending(long at, String id, String topic) implements Event {}

    /** @param seq the promised number; 0 where MQTT 3.1.1 does not say it */
    record Sent(long at, String id, long seq) implements Event {}

    record Refused(long at, String id, String code) implements Event {}

    /** @param asked when the reading was sent; {@code at} is when it was answered with this cursor */
    record Read(long at, long asked, String conversation, long readSeq) implements Event {}

    // Of the way
    // ------------------------------------------------------------------------------------------------------------

    /** All that is said comes late, and some of it much later: the end of one connection behind the beginning of the next. */
    record LossyWay(long at) implements Event {}

    // Of the server
    // ---------------------------------------------------------------------------------------------------------

    /** The server, or its database, is about to be killed. */
    record Down(long at) implements Event {}

    /** It serves again. */
    record Up(long at) implements Event {}

    // Of the database, each logged after it was read
    // ------------------------------------------------------------------------

    record StoredCursor(long at, String device, String conversation, long ackedSeq) implements Event {}

    /** @param asked before it was read */
    record StoredRead(long at, long asked, String user, String conversation, long readSeq) implements Event {}

    // Of a user's list of conversations
    // -------------------------------------------------------------------------------------

    /** Logged when all is quiet. */
    record Unread(long at, String user, String conversation, long readSeq, long unread) implements Event {}
}
