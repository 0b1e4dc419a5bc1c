package io.waggle.system.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.Map;

/**
 * A line of a log. Each has its time in milliseconds since 1970; within a file, the lines are in the order of the events.
 *
 * <p>Ids are written as in JSON.
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
    @JsonSubTypes.Type(value = Event.Change.class, name = "change"),
    @JsonSubTypes.Type(value = Event.Excerpt.class, name = "excerpt"),
    @JsonSubTypes.Type(value = Event.LossyNetwork.class, name = "lossyNetwork"),
    @JsonSubTypes.Type(value = Event.Down.class, name = "down"),
    @JsonSubTypes.Type(value = Event.Up.class, name = "up"),
    @JsonSubTypes.Type(value = Event.StoredCursor.class, name = "storedCursor"),
    @JsonSubTypes.Type(value = Event.StoredRead.class, name = "storedRead"),
    @JsonSubTypes.Type(value = Event.Unread.class, name = "unread"),
    @JsonSubTypes.Type(value = Event.Shown.class, name = "shown")
})
public sealed interface Event {

    long at();

    // By a device
    // -----------------------------------------------------------------------------------------------------------

    /**
     * The first line of a device's log.
     *
     * @param batch whether the device tracks its own position: then it logs the entries that it has taken as received, in
     *     its own order
     */
    record Device(long at, String device, String user, boolean batch) implements Event {}

    /**
     * The CONNACK has arrived.
     *
     * @param began when the device began to connect: the server may read what it sends from then on
     */
    record Connected(long at, long began) implements Event {

        public Connected(long at) {
            this(at, at);
        }
    }

    /**
     * An entry has arrived.
     *
     * @param of the message whose content the entry may show: itself, or the message that was edited or recalled; 0 if it is
     *     another entry
     * @param text what it shows of that content; empty for nothing
     */
    record Received(long at, String conversation, long seq, long of, String text) implements Event {

        public Received(long at, String conversation, long seq) {
            this(at, conversation, seq, 0, "");
        }
    }

    /** A gap notice: these entries will not be sent. */
    record Gap(long at, String conversation, long from, long to) implements Event {}

    /**
     * The device acknowledges these entries. Logged before the PUBACK, or the batch, is written; so an entry that is not logged
     * was not acknowledged.
     */
    record Acknowledged(long at, String conversation, long from, long to) implements Event {}

    /** A DISCONNECT is about to be written: after all acknowledgements that were logged before. */
    record Leaving(long at) implements Event {}

    /** @param clean whether the connection was closed after a DISCONNECT; by the server, unless the network is lossy */
    record Ended(long at, boolean clean) implements Event {}

    /** @param id the client message id, a UUID; repeated attempts have the same */
    record Sending(long at, String id, String topic) implements Event {}

    /** @param seq the acknowledged number; 0 where MQTT 3.1.1 does not report it */
    record Sent(long at, String id, long seq) implements Event {}

    record Refused(long at, String id, String code) implements Event {}

    /** @param asked when the request was sent; {@code at} is when it was answered with this cursor */
    record Read(long at, long asked, String conversation, long readSeq) implements Event {}

    /**
     * A message is shown within something else: in a quote, as the last entry in a list of conversations, or in a list of pinned
     * messages.
     *
     * @param asked when the request was sent, or the device began to connect
     * @param text what it shows of the message; empty for nothing
     */
    record Excerpt(long at, long asked, String conversation, long of, String text) implements Event {}

    /** What a user can do to a message after it is sent. */
    enum Operation {
        RECALL,
        EDIT,
        REACT,
        UNREACT,
        PIN,
        UNPIN
    }

    enum Outcome {
        ACKNOWLEDGED,
        REFUSED,
        /** There was no answer, or the server could not say. */
        UNKNOWN
    }

    /**
     * A user has changed a message, or tried to.
     *
     * @param asked when the request was sent; {@code at} is when it was answered, or given up
     * @param value the new text, or the emoji; otherwise empty
     */
    record Change(
            long at,
            long asked,
            String user,
            String conversation,
            long seq,
            Operation operation,
            String value,
            Outcome outcome)
            implements Event {}

    // The network
    // ------------------------------------------------------------------------------------------------------------

    /**
     * The network delays everything, and some of it much: the end of one connection may arrive after the beginning of the next.
     */
    record LossyNetwork(long at) implements Event {}

    // The server
    // ---------------------------------------------------------------------------------------------------------

    /** The server, or its database, is about to be killed. */
    record Down(long at) implements Event {}

    /** The server serves again. */
    record Up(long at) implements Event {}

    // The database, each logged after it was read
    // ------------------------------------------------------------------------

    record StoredCursor(long at, String device, String conversation, long ackedSeq) implements Event {}

    /** @param asked the time before it was read */
    record StoredRead(long at, long asked, String user, String conversation, long readSeq) implements Event {}

    // A user's list of conversations
    // -------------------------------------------------------------------------------------

    /** Logged after all deliveries are done. */
    record Unread(long at, String user, String conversation, long readSeq, long unread) implements Event {}

    // A conversation's history
    // ---------------------------------------------------------------------------------------------

    /**
     * A message in the history. Logged after all deliveries are done.
     *
     * @param asked the time before it was read
     * @param amended whether it was read as one of the amended entries, and not with all entries
     * @param text empty if its content is gone
     * @param reactions the number of users by emoji
     * @param version of its latest amendment; 0 if there is none
     */
    record Shown(
            long at,
            long asked,
            String user,
            String conversation,
            long seq,
            boolean amended,
            String text,
            Map<String, Integer> reactions,
            long version)
            implements Event {}
}
