package io.waggle.system.history;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The content of the database at the end.
 *
 * @param entries every conversation's entries, by their number
 * @param heads every conversation's last number, as it is stored beside the entries
 * @param devices the creation time of each device
 * @param recalled the messages that were recalled
 * @param pinned the messages that are pinned, also those whose content is gone
 */
record Store(
        Map<String, List<Entry>> entries,
        Map<String, Long> heads,
        List<Member> members,
        List<Event.StoredCursor> cursors,
        Map<String, Long> devices,
        Set<Place> recalled,
        Set<Place> pinned,
        List<Reaction> reactions) {

    /** A message. */
    record Place(String conversation, long seq) {}

    /** A user's reaction to a message. */
    record Reaction(Place place, String user, String emoji) {}

    /**
     * What an entry records about an earlier message.
     *
     * @param operation null if it records nothing
     */
    record Recorded(Event.@Nullable Operation operation, long seq) {

        static final Recorded NONE = new Recorded(null, 0);

        boolean is(Event.Operation wanted) {
            return operation == wanted;
        }
    }

    /**
     * An entry of a conversation.
     *
     * @param message whether it counts as unread; otherwise it is a change of a group, or records a change of a message
     * @param expiresAt 0 if it does not expire
     * @param founding whether it is the first entry of a group
     * @param in users who join by it
     * @param out users who leave by it; see {@code dissolves} for all
     */
    record Entry(
            String conversation,
            long seq,
            String sender,
            String device,
            String id,
            long at,
            boolean message,
            long expiresAt,
            boolean founding,
            Set<String> in,
            Set<String> out,
            boolean dissolves,
            Recorded records) {

        Place place() {
            return new Place(conversation, seq);
        }

        boolean isExpired(long now) {
            return expiresAt != 0 && expiresAt <= now;
        }

        boolean changesMembers() {
            return founding || !in.isEmpty();
        }
    }

    /**
     * A member of a conversation.
     *
     * @param floor the last entry that is hidden from the user, because they joined after it or deleted up to it
     */
    record Member(String conversation, String user, long floor, long readSeq) {}

    List<Entry> entries(String conversation) {
        return entries.getOrDefault(conversation, List.of());
    }

    /** Returns null if it is not stored. */
    @Nullable
    Entry entry(String conversation, long seq) {
        List<Entry> entries = entries(conversation);
        return seq < 1 || seq > entries.size() ? null : entries.get((int) seq - 1);
    }
}
